export { VerdictLabel } from './VerdictLabel';
export { byGravity, VERDICTS, type VerdictState } from './verdicts';
