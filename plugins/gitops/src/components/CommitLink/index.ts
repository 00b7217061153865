export { CommitLink, type CommitLinkProps } from './CommitLink';
