import { benchVerb } from '../verbs/bench.ts';
import { doctorVerb } from '../verbs/doctor.ts';
import { downVerb } from '../verbs/down.ts';
import { initVerb } from '../verbs/init.ts';
import { licensesVerb } from '../verbs/licenses.ts';
import { logsVerb } from '../verbs/logs.ts';
import { planVerb } from '../verbs/plan.ts';
import { resetVerb } from '../verbs/reset.ts';
import { simulateVerb } from '../verbs/simulate.ts';
import { statusVerb } from '../verbs/status.ts';
import { superviseVerb } from '../verbs/supervise.ts';
import { testVerb } from '../verbs/test.ts';
import { toolsVerb } from '../verbs/tools.ts';
import { upVerb } from '../verbs/up.ts';
import { waitVerb } from '../verbs/wait.ts';
import type { Verb } from './verb.ts';

/** Every command, in the order of the help. */
export const verbs: readonly Verb[] = [
  upVerb,
  waitVerb,
  statusVerb,
  logsVerb,
  downVerb,
  resetVerb,
  initVerb,
  planVerb,
  simulateVerb,
  testVerb,
  benchVerb,
  doctorVerb,
  licensesVerb,
  superviseVerb,
  toolsVerb,
];
