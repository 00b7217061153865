import { useApi } from '@backstage/frontend-plugin-api';
import {
  componentNameProblem,
  type AvailabilityCheck,
} from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { gitopsApiRef } from '../../api';

const DEBOUNCE_MS = 300;

/** What is known about a name while it is typed. */
export type NameStatus =
  | { status: 'empty' | 'checking' | 'free' }
  | { status: 'invalid'; problem: string }
  | { status: 'taken'; conflicts: AvailabilityCheck[] }
  | { status: 'unknown'; reason: string; retry: () => void };

/** Checks a name against the rules at once, and against what exists after a pause. */
export function useNameStatus(name: string): NameStatus {
  const api = useApi(gitopsApiRef);
  const settled = useSettled(name);
  const problem = name === '' ? undefined : componentNameProblem(name);
  const checked = name !== '' && !problem && settled === name;
  const { data, error, refetch } = useQuery({
    queryKey: ['availability', settled],
    queryFn: ({ signal }) => api.getAvailability(settled, {}, { signal }),
    enabled: checked,
  });
  if (name === '') {
    return { status: 'empty' };
  }
  if (problem) {
    return { status: 'invalid', problem };
  }
  if (checked && error) {
    return {
      status: 'unknown',
      reason:
        'The portal does not answer, so it is not known whether it is free.',
      retry: refetch,
    };
  }
  if (!checked || !data) {
    return { status: 'checking' };
  }
  const conflicts = nameChecks(data.checks, 'conflict');
  if (conflicts.length > 0) {
    return { status: 'taken', conflicts };
  }
  const [unknown] = nameChecks(data.checks, 'unknown');
  return unknown
    ? { status: 'unknown', reason: unknown.message, retry: refetch }
    : { status: 'free' };
}

/** Checks that are about the name; the owner has a field of its own. */
export function nameChecks(
  checks: readonly AvailabilityCheck[],
  status: AvailabilityCheck['status'],
): AvailabilityCheck[] {
  return checks.filter(
    check => check.id !== 'owner' && check.status === status,
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
