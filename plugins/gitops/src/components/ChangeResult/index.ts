export { ChangeResult } from './ChangeResult';
export { outcomeOn, type ChangeOutcome } from './changeResult';
