/**
 * Scaffolder actions that create components through the GitOps repository.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGitOps as default } from './module';
