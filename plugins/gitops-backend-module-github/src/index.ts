/**
 * GitHub for the gitops plugin.
 *
 * @packageDocumentation
 */
export { GithubForge, type GithubForgeOptions } from './GithubForge';
export { gitopsModuleGithub as default } from './module';
