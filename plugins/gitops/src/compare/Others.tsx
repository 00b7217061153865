import type { ComparisonResponse } from '@slipway/plugin-gitops-common';
import { ComponentLink } from '../components/ComponentLink';
import styles from './Compare.module.css';

/** Components that there is nothing to promote of, and why. */
export const Others = ({ comparison }: { comparison: ComparisonResponse }) => {
  const { source, target } = comparison;
  const lists = [
    {
      title: 'Ambiguous',
      why: `Their overlays name different releases in ${source}, so that none of them is meant.`,
      names: comparison.ambiguous,
    },
    {
      title: `Not in ${target}`,
      why: `Git has no overlay of them for ${target}.`,
      names: comparison.missingInTarget,
    },
    {
      title: `Not in ${source}`,
      why: `They have no release in ${source} that could be promoted.`,
      names: comparison.missingInSource,
    },
    {
      title: 'The same',
      why: `${source} and ${target} name the same release.`,
      names: comparison.same,
    },
  ].filter(({ names }) => names.length > 0);
  return (
    <>
      {lists.map(({ title, why, names }) => (
        <details key={title} className={styles.others}>
          <summary>
            {title} <span className={styles.quiet}>{names.length}</span>
          </summary>
          <p className={styles.quiet}>{why}</p>
          <ul className={styles.names} aria-label={title}>
            {names.map(name => (
              <li key={name}>
                <ComponentLink
                  name={name}
                  tab="delivery"
                  variant="body-small"
                />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
};
