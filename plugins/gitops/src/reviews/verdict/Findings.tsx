import type { PolicyFinding } from '@slipway/plugin-gitops-common';
import { RiAlertFill, RiForbidFill } from '@remixicon/react';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import styles from './Verdict.module.css';

const EFFECTS: Readonly<Record<PolicyFinding['effect'], Appearance>> = {
  deny: { word: 'Refused', tone: 'negative', Shape: RiForbidFill },
  warn: { word: 'Warning', tone: 'warning', Shape: RiAlertFill },
};

/** What policies say: the rule, about what, why, and what to do; what the change brings comes before what was there. */
export const Findings = ({ findings }: { findings: PolicyFinding[] }) => {
  if (findings.length === 0) {
    return null;
  }
  const ordered = [...findings].sort(
    (a, b) =>
      Number(b.introduced) - Number(a.introduced) ||
      a.effect.localeCompare(b.effect),
  );
  return (
    <ul className={styles.findings} aria-label="Policies">
      {ordered.map(finding => (
        <li key={`${finding.rule} ${finding.object} ${finding.reason}`}>
          <ToneLabel {...EFFECTS[finding.effect]} state={finding.effect} />
          <div>
            <p className={styles.message}>{finding.reason}</p>
            <p className={styles.quiet}>
              <code>{finding.rule}</code> on <code>{finding.object}</code>,{' '}
              {finding.introduced
                ? 'introduced by this change'
                : 'older than this change'}
            </p>
            <p className={styles.quiet}>To do: {finding.fix}</p>
          </div>
        </li>
      ))}
    </ul>
  );
};
