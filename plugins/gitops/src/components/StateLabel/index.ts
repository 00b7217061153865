export { StateLabel, type StateLabelProps } from './StateLabel';
export { bySeverity, STATES, worstState } from './states';
