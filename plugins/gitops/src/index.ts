/**
 * The front end of GitOps delivery, for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { gitopsPlugin as default } from './plugin';
export { gitopsApiRef, type GitOpsApi, type RequestOptions } from './api';
export { StateLabel, type StateLabelProps } from './components/StateLabel';
export {
  RelativeTime,
  type RelativeTimeProps,
} from './components/RelativeTime';
