import { ToneLabel } from '../ToneLabel';
import { VERDICTS, type VerdictState } from './verdicts';

/** How a plan is to be taken, as colour, shape and word. */
export const VerdictLabel = ({ verdict }: { verdict: VerdictState }) => (
  <ToneLabel {...VERDICTS[verdict]} state={verdict} />
);
