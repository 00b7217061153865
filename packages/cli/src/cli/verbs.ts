import { benchVerb } from '../verbs/bench.ts';
import { cancelVerb } from '../verbs/cancel.ts';
import { completionVerb } from '../verbs/completion.ts';
import { createVerb } from '../verbs/create.ts';
import { doctorVerb } from '../verbs/doctor.ts';
import { downVerb } from '../verbs/down.ts';
import { holdVerb } from '../verbs/hold.ts';
import { initVerb } from '../verbs/init.ts';
import { licensesVerb } from '../verbs/licenses.ts';
import { logVerb } from '../verbs/log.ts';
import { loginVerb } from '../verbs/login.ts';
import { logoutVerb } from '../verbs/logout.ts';
import { logsVerb } from '../verbs/logs.ts';
import { openVerb } from '../verbs/open.ts';
import { planVerb } from '../verbs/plan.ts';
import { promoteVerb } from '../verbs/promote.ts';
import { promotionsVerb } from '../verbs/promotions.ts';
import { releasesVerb } from '../verbs/releases.ts';
import { resetVerb } from '../verbs/reset.ts';
import { rollbackVerb } from '../verbs/rollback.ts';
import { simulateVerb } from '../verbs/simulate.ts';
import { statusVerb } from '../verbs/status.ts';
import { superviseVerb } from '../verbs/supervise.ts';
import { takeOutVerb } from '../verbs/take-out.ts';
import { testVerb } from '../verbs/test.ts';
import { toolsVerb } from '../verbs/tools.ts';
import { upVerb } from '../verbs/up.ts';
import { waitVerb } from '../verbs/wait.ts';
import type { Verb } from './verb.ts';

/** Every command, in the order of the help. */
export const verbs: readonly Verb[] = [
  loginVerb,
  statusVerb,
  promoteVerb,
  rollbackVerb,
  promotionsVerb,
  cancelVerb,
  takeOutVerb,
  holdVerb,
  waitVerb,
  logVerb,
  releasesVerb,
  createVerb,
  openVerb,
  logoutVerb,
  upVerb,
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
  completionVerb,
  superviseVerb,
  toolsVerb,
];
