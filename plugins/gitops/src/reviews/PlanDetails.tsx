import type { Plan } from '@slipway/plugin-gitops-common';
import styles from './Review.module.css';
import { Rights } from './rights/Rights';
import { Section } from './Section';
import { Findings } from './verdict/Findings';

/** What a plan does beside changing Applications. */
export const PlanDetails = ({ plan }: { plan: Plan }) => (
  <>
    {plan.projects.length > 0 && (
      <Section title="Rights of teams">
        <Rights projects={plan.projects} />
      </Section>
    )}
    {plan.findings.length > 0 && (
      <Section title="Policies on the repository">
        <Findings findings={plan.findings} />
      </Section>
    )}
    {plan.otherFiles.length > 0 && (
      <Section title="Other files">
        <ul className={styles.files}>
          {plan.otherFiles.map(file => (
            <li key={file}>{file}</li>
          ))}
        </ul>
      </Section>
    )}
  </>
);
