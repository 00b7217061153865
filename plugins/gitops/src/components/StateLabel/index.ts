export { StateLabel, type StateLabelProps } from './StateLabel';
export { bySeverity, isCurrent, STATES, worstState } from './states';
