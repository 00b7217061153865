export {
  ComponentLink,
  UnlinkedComponents,
  type ComponentLinkProps,
} from './ComponentLink';
