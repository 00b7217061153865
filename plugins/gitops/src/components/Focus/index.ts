export { useFocusHandover } from './useFocusHandover';
export { useReturnFocus } from './useReturnFocus';
