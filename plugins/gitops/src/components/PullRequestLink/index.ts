export { PullRequestLink, type PullRequestLinkProps } from './PullRequestLink';
