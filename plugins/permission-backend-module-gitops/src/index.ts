/**
 * Who may do what in the portal.
 *
 * @packageDocumentation
 */
export { permissionModuleGitOps as default } from './module';
