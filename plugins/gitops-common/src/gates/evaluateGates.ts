import { NotFoundError } from '@backstage/errors';
import type { Environment } from '../environments/environments';
import { countWords, listWords } from '../plan/words';
import { freezeAt } from './freezeAt';
import type { GateInput, GateResult } from './gate';
import { healthGate } from './healthGate';
import { refusalOf } from './refusalOf';

/**
 * Decides which gates of an environment are open to a change. Only gates that the environment has are there, and
 * policies and holds, which every environment has.
 *
 * A rollback restores what was healthy here: neither holds nor freezes nor other environments keep it waiting.
 *
 * @throws `NotFoundError` for an environment that `environments.yaml` does not have
 */
export function evaluateGates(input: GateInput): GateResult[] {
  const environment = input.environments.environments.find(
    ({ name }) => name === input.environment,
  );
  if (!environment) {
    throw new NotFoundError(
      `Environment "${input.environment}" is not in environments.yaml`,
    );
  }
  const forward =
    input.kind === 'rollback'
      ? []
      : [
          holdGate(input),
          healthGate(input, environment),
          freezeGate(input, environment),
        ];
  return [
    policyGate(input),
    ...forward,
    approvalGate(input, environment),
  ].filter(gate => gate !== undefined);
}

/** What gates come to together. */
export interface GatesVerdict {
  state: GateResult['state'];
  /** When the last of them opens, if time opens them all. */
  until?: string;
}

/** What gates come to together: refused if one refuses, open if all are open. */
export function gatesVerdict(gates: readonly GateResult[]): GatesVerdict {
  if (gates.some(({ state }) => state === 'refused')) {
    return { state: 'refused' };
  }
  const waiting = gates.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) {
    return { state: 'open' };
  }
  const times = waiting.flatMap(({ until }) => until ?? []).sort();
  return {
    state: 'waiting',
    ...(times.length === waiting.length && { until: times.at(-1) }),
  };
}

function policyGate({ verdict }: GateInput): GateResult {
  switch (verdict?.level) {
    case undefined:
      return {
        gate: 'policies',
        state: 'waiting',
        message: 'Waits for its plan',
      };
    case 'refused':
      return {
        gate: 'policies',
        state: 'refused',
        message: refusalOf(verdict),
      };
    default:
      return {
        gate: 'policies',
        state: 'open',
        message: 'No policy is against it',
      };
  }
}

function holdGate({ holds, components, environment }: GateInput): GateResult {
  const hold = holds.find(
    one =>
      one.environment === environment && components.includes(one.component),
  );
  return hold
    ? {
        gate: 'hold',
        state: 'waiting',
        message: `Waits until the hold of ${hold.component} by ${hold.by} is released: ${hold.reason}`,
      }
    : { gate: 'hold', state: 'open', message: 'Nobody holds promotions' };
}

function freezeGate(
  { now, exception, hotfix, hotfixLabel }: GateInput,
  { freezeWindows = [] }: Environment,
): GateResult | undefined {
  if (freezeWindows.length === 0) {
    return undefined;
  }
  const freeze = freezeAt(freezeWindows, now);
  if (!freeze) {
    return { gate: 'freeze', state: 'open', message: 'No freeze now' };
  }
  if (exception || hotfix) {
    const by = exception?.by ?? hotfixLabel?.by;
    const words = hotfixLabel
      ? `It is a hotfix, says ${hotfixLabel.by}`
      : 'It is a hotfix';
    const reason = exception?.reason ?? words;
    return {
      gate: 'freeze',
      state: 'open',
      message: `Open in the freeze "${freeze.reason}": ${reason}`,
      exception: { reason, ...(by !== undefined && { by }) },
    };
  }
  return {
    gate: 'freeze',
    state: 'waiting',
    message: [
      `Waits for the end of the freeze: ${freeze.reason}`,
      ...(hotfixLabel?.refusal === undefined ? [] : [hotfixLabel.refusal]),
    ].join('; '),
    ...(freeze.until && { until: freeze.until.toISOString() }),
  };
}

function approvalGate(
  { approvals, author, kind }: GateInput,
  { gates = {} }: Environment,
): GateResult | undefined {
  const asked = gates.approvals ?? 0;
  const needed =
    kind === 'rollback' ? (gates.approvalsForRollback ?? asked) : asked;
  if (needed === 0) {
    return undefined;
  }
  // Forges do not tell capitals from small letters in logins.
  const people = new Map(approvals.map(name => [name.toLowerCase(), name]));
  people.delete(author?.toLowerCase() ?? '');
  const missing = needed - people.size;
  return missing > 0
    ? {
        gate: 'approvals',
        state: 'waiting',
        message: `Waits for ${countWords(missing, 'approval')} of ${needed}`,
      }
    : {
        gate: 'approvals',
        state: 'open',
        message: `Approved by ${listWords([...people.values()])}`,
      };
}
