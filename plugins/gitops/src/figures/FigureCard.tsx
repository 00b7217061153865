import {
  DORA_DEFINITIONS,
  type DoraFigures,
  type FiguresResponse,
} from '@slipway/plugin-gitops-common';
import { Bars } from './Bars';
import styles from './Figures.module.css';
import { periodName } from './periods';
import { figureWords } from './words';

/** Props of {@link FigureCard}. */
export interface FigureCardProps {
  figure: keyof DoraFigures;
  response: FiguresResponse;
}

/** One of the four figures: large, what it is of, and its way there. */
export const FigureCard = ({ figure, response }: FigureCardProps) => {
  const { title } = DORA_DEFINITIONS[figure];
  const { value, detail } = figureWords(response.figures)[figure];
  const bars = response.periods.map(period => {
    const {
      value: then = 'not measured',
      detail: of,
      size,
    } = figureWords(period.figures)[figure];
    const what = figure === 'deploymentFrequency' ? of : then;
    return { label: `${periodName(period)}: ${what}`, size };
  });
  return (
    <div role="group" aria-label={title} className={styles.figure}>
      <span className={styles.title}>{title}</span>
      <span className={value ? styles.value : styles.none}>
        {value ?? 'Not measured'}
      </span>
      <span className={styles.detail}>{detail}</span>
      {bars.length > 1 && (
        <Bars
          label={`${title} over time; the table below has the numbers`}
          bars={bars}
        />
      )}
    </div>
  );
};
