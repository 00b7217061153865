/**
 * The clusters of the gitops plugin for the Kubernetes plugin.
 *
 * @packageDocumentation
 */
export { kubernetesModuleGitOps as default } from './module';
