export { StateLabel, type StateLabelProps } from './StateLabel';
export { STATES, worstState } from './states';
