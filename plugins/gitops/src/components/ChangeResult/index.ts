export { ChangeResult } from './ChangeResult';
export { outcomeOf, outcomeOn, type ChangeOutcome } from './changeResult';
