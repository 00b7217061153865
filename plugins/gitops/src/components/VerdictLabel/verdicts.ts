import type { VerdictLevel } from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiForbidFill,
  RiProgress4Line,
  RiQuestionLine,
} from '@remixicon/react';
import type { Appearance } from '../ToneLabel';

/** A verdict, or why there is none. */
export type VerdictState = VerdictLevel | 'planning' | 'failed' | 'none';

/** What verdicts look like, the gravest first, those that are not known in between. */
export const VERDICTS: Readonly<Record<VerdictState, Appearance>> = {
  refused: { word: 'Refused', tone: 'negative', Shape: RiForbidFill },
  attention: { word: 'Attention', tone: 'warning', Shape: RiAlertFill },
  failed: { word: 'Plan failed', tone: 'warning', Shape: RiQuestionLine },
  none: { word: 'No plan yet', tone: 'quiet', Shape: RiQuestionLine },
  planning: { word: 'Planning', tone: 'info', Shape: RiProgress4Line },
  safe: { word: 'Safe', tone: 'positive', Shape: RiCheckboxCircleFill },
};

const GRAVITY = Object.keys(VERDICTS);

/** Orders verdicts, the gravest before the others. */
export function byGravity(a: VerdictState, b: VerdictState): number {
  return GRAVITY.indexOf(a) - GRAVITY.indexOf(b);
}
