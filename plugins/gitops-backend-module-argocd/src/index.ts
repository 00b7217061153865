/**
 * Argo CD for the gitops plugin.
 *
 * @packageDocumentation
 */
export { gitopsModuleArgoCd as default } from './module';
