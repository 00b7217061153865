export { ChecksLabel, type ChecksLabelProps } from './ChecksLabel';
