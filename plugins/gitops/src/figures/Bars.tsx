import styles from './Figures.module.css';

/** One bar. */
export interface Bar {
  /** When it was, and what: "3 Nov: 4 deployments". */
  label: string;
  /** Undefined if nothing was measured then. */
  size?: number;
}

/** Props of {@link Bars}. */
export interface BarsProps {
  label: string;
  bars: readonly Bar[];
}

/** A figure from period to period. What was not measured is a gap, not a nought. */
export const Bars = ({ label, bars }: BarsProps) => {
  const largest = Math.max(...bars.map(({ size = 0 }) => size));
  return (
    <div role="img" aria-label={label} className={styles.bars}>
      {bars.map(bar => (
        <span
          key={bar.label}
          title={bar.label}
          className={bar.size === undefined ? styles.gap : styles.slot}
        >
          <span
            className={styles.bar}
            style={{
              height: `${largest > 0 ? ((bar.size ?? 0) / largest) * 100 : 0}%`,
            }}
          />
        </span>
      ))}
    </div>
  );
};
