import {
  DORA_DEFINITIONS,
  type FiguresResponse,
} from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import styles from './Figures.module.css';
import { FIGURES, periodName } from './periods';
import { figureWords } from './words';

/** What the bars show, as numbers. */
export const FiguresTable = ({ response }: { response: FiguresResponse }) => (
  <table className={styles.table}>
    <caption>Each period begins on the day that it is named by.</caption>
    <thead>
      <tr>
        <th scope="col">From</th>
        {FIGURES.map(figure => (
          <th key={figure} scope="col">
            {DORA_DEFINITIONS[figure].title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {response.periods.map(period => (
        <tr key={period.from}>
          <th scope="row">{periodName(period)}</th>
          {FIGURES.map(figure => {
            const { value, detail } = figureWords(period.figures)[figure];
            return (
              <td key={figure} title={detail}>
                {figure === 'deploymentFrequency'
                  ? period.figures.deploymentFrequency.deployments
                  : (value ?? '–')}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  </table>
);

/** What the figures mean to DORA, and how they are measured here. */
export const Definitions = () => (
  <dl className={styles.definitions}>
    {FIGURES.map(figure => {
      const { title, meaning, measured, source } = DORA_DEFINITIONS[figure];
      return (
        <div key={figure}>
          <dt>{title}</dt>
          <dd>
            {meaning} Here: {measured}{' '}
            <Link href={source} target="_blank" variant="body-small">
              DORA
            </Link>
          </dd>
        </div>
      );
    })}
  </dl>
);
