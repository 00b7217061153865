/**
 * The back end of GitOps delivery.
 *
 * @packageDocumentation
 */
export { gitopsPlugin as default } from './plugin';
