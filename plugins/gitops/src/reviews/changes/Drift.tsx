import type { OverlayPlan } from '@slipway/plugin-gitops-common';
import { RiArrowLeftRightLine, RiQuestionLine } from '@remixicon/react';
import { ToneLabel } from '../../components/ToneLabel';
import styles from './Changes.module.css';
import { FieldChanges } from './FieldChanges';

/** Live objects that the change would overwrite, by cluster; not being able to ask is said, and is not none. */
export const Drift = ({
  drift,
}: {
  drift: NonNullable<OverlayPlan['drift']>;
}) => (
  <>
    {Object.entries(drift).map(([cluster, { unknown, objects }]) => {
      if (unknown !== undefined) {
        return (
          <div key={cluster} className={styles.drift}>
            <ToneLabel
              word={`Drift on ${cluster} is not known`}
              tone="warning"
              Shape={RiQuestionLine}
            />
            <span className={styles.quiet}>{unknown}</span>
          </div>
        );
      }
      return (
        objects.length > 0 && (
          <div key={cluster} className={styles.drift}>
            <ToneLabel
              word={`Differs from Git on ${cluster}, and overwritten by a sync`}
              tone="warning"
              Shape={RiArrowLeftRightLine}
            />
            {objects.map(({ id, fields }) => (
              <div key={id}>
                <span className={styles.path}>{id}</span>
                <FieldChanges fields={fields} />
              </div>
            ))}
          </div>
        )
      );
    })}
  </>
);
