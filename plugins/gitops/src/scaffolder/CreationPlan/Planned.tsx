import type { CreationPlan } from '@slipway/plugin-gitops-common';
import { Button, Text } from '@backstage/ui';
import { useRef, type KeyboardEvent } from 'react';
import { UnlinkedComponents } from '../../components/ComponentLink';
import { RelativeTime } from '../../components/RelativeTime';
import { VerdictLabel } from '../../components/VerdictLabel';
import { Changes, type ChangesHandle } from '../../reviews/changes/Changes';
import { PlanDetails } from '../../reviews/PlanDetails';
import { Section } from '../../reviews/Section';
import { Reasons } from '../../reviews/verdict/Reasons';
import { Checks } from './Checks';
import styles from './CreationPlan.module.css';
import { Entities } from './Entities';
import { RepositoryFiles } from './files/RepositoryFiles';
import { creationInWords, VERDICT_SENTENCES } from './words';

/** Props of {@link Planned}. */
export interface PlannedProps {
  creation: CreationPlan;
  /** When it was planned, in milliseconds. */
  plannedAt: number;
  /** Whether it is being planned again. */
  planning: boolean;
  onPlanAgain: () => void;
}

/** Everything that a creation or a change would leave, the verdict first. */
export const Planned = ({
  creation,
  plannedAt,
  planning,
  onPlanAgain,
}: PlannedProps) => {
  const { plan, checks, repository, entities, effects, verdict } = creation;
  const changes = useRef<ChangesHandle>(null);
  return (
    <div className={styles.plan}>
      <Section title="Verdict">
        <div className={styles.verdict}>
          <div role="status" className={styles.level}>
            <VerdictLabel verdict={verdict.level} />
            <p className={styles.message}>{VERDICT_SENTENCES[verdict.level]}</p>
          </div>
          <Reasons
            reasons={verdict.reasons}
            onShow={overlay => changes.current?.show(overlay)}
          />
          <p className={styles.deed}>{creationInWords(creation)}</p>
          <div className={styles.age}>
            <span>
              Planned <RelativeTime value={new Date(plannedAt).toISOString()} />
              {plan && (
                <>
                  {' '}
                  against <code>{plan.base.slice(0, 7)}</code> of the GitOps
                  repository
                </>
              )}
            </span>
            <Button
              size="small"
              variant="secondary"
              isPending={planning}
              onPress={onPlanAgain}
            >
              Plan again
            </Button>
          </div>
        </div>
      </Section>
      {effects.length > 0 && (
        <Section title="At once, without a review">
          <ul className={styles.rows} aria-label="At once, without a review">
            {effects.map(effect => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        </Section>
      )}
      {checks.length > 0 && (
        <Section title="Checks">
          <Checks checks={checks} />
        </Section>
      )}
      {plan && (
        // A new component has no page yet, and leaving for that of another would lose the answers.
        <UnlinkedComponents.Provider value>
          <section
            aria-label="GitOps pull request"
            onKeyDownCapture={keepEnterFromForm}
          >
            <h2 className={styles.heading}>GitOps pull request</h2>
            <Changes key={plan.id} ref={changes} plan={plan} />
          </section>
          <PlanDetails plan={plan} />
        </UnlinkedComponents.Provider>
      )}
      {repository && repository.files.length > 0 && (
        <Section title={`Repository ${repository.slug}`}>
          <RepositoryFiles files={repository.files} />
        </Section>
      )}
      {entities.length > 0 && (
        <Section title="Catalog">
          <Entities entities={entities} />
        </Section>
      )}
      {!plan && verdict.level === 'refused' && (
        <Text color="secondary">
          The rest is planned once nothing is in the way.
        </Text>
      )}
    </div>
  );
};

/** Enter in a filter would press the form's *Review*. */
function keepEnterFromForm(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
}
