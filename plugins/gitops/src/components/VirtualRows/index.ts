export {
  VirtualRows,
  type VirtualRowsHandle,
  type VirtualRowsProps,
} from './VirtualRows';
