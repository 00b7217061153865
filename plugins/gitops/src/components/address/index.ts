export { useAddressState } from './useAddressState';
