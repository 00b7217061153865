import type { OverlayPlan } from '@slipway/plugin-gitops-common';
import { Alert } from '@backstage/ui';
import { ComponentLink } from '../../components/ComponentLink';
import { Findings } from '../verdict/Findings';
import styles from './Changes.module.css';
import { Drift } from './Drift';
import { costChange, countChanges, versionChange } from './words';

const Facts = ({ overlay }: { overlay: OverlayPlan }) => {
  const { hosts, namespaces, sync } = overlay;
  const facts: [string, string | undefined][] = [
    ['Objects', countChanges(overlay.objects) || 'none change'],
    ['Asks for', costChange(overlay)],
    ['Hosts', listed(hosts.claimed, hosts.released)],
    ['Namespaces', listed(namespaces.added, namespaces.removed)],
    ['Sync', sync.automated ? 'by itself' : 'by hand, after the merge'],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};

/** Props of {@link OverlayHead}. */
export interface OverlayHeadProps {
  overlay: OverlayPlan;
  /** How many of its objects pass the filters. */
  shown: number;
}

/** What happens to an Application, in words, before its objects. */
export const OverlayHead = ({ overlay, shown }: OverlayHeadProps) => {
  // What is new comes from nothing, which needs no words.
  const version =
    (overlay.version.before && versionChange(overlay)) || overlay.version.after;
  const hidden = overlay.objects.length - shown;
  const { problem } = overlay;
  return (
    <div className={styles.overlay}>
      <div className={styles.overlayTitle}>
        <h4 className={styles.application}>{overlay.application}</h4>
        {version && <span className={styles.version}>{version}</span>}
        <span className={styles.quiet}>{whereabouts(overlay)}</span>
        <span className={styles.quiet}>
          of <ComponentLink name={overlay.component} variant="body-small" />
        </span>
      </div>
      <Facts overlay={overlay} />
      {problem && (
        <Alert
          icon
          status="danger"
          title={`It does not render ${problem.side === 'head' ? 'after' : 'before'} the change`}
          description={`${problem.message}${problem.file ? ` (${[problem.file, problem.line].filter(Boolean).join(':')})` : ''}`}
        />
      )}
      <Findings findings={overlay.findings} />
      {overlay.drift && <Drift drift={overlay.drift} />}
      {hidden > 0 && (
        <p className={styles.quiet}>
          {hidden} of {overlay.objects.length} objects are hidden by the
          filters.
        </p>
      )}
    </div>
  );
};

function whereabouts(overlay: OverlayPlan): string {
  const parts = [
    overlay.change === 'added' && 'new',
    overlay.change === 'removed' && 'goes away',
    overlay.clusters.length > 0 && `on ${overlay.clusters.join(', ')}`,
    overlay.change === 'changed' &&
      overlay.clustersAdded.length > 0 &&
      `comes to ${overlay.clustersAdded.join(', ')}`,
    overlay.clustersRemoved.length > 0 &&
      `leaves ${overlay.clustersRemoved.join(', ')}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function listed(gained: string[], lost: string[]): string | undefined {
  const parts = [
    ...gained.map(name => `+ ${name}`),
    ...lost.map(name => `− ${name}`),
  ];
  return parts.length > 0 ? parts.join(', ') : undefined;
}
