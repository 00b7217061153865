export { ComponentLink, type ComponentLinkProps } from './ComponentLink';
