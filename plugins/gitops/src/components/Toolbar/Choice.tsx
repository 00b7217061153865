import { Select } from '@backstage/ui';
import styles from './Toolbar.module.css';

const ANY = 'any';
/** From so many on, a list is quicker to search than to look through. */
const SEARCH_FROM = 12;

/** Something to choose. */
export interface ChoiceOption {
  id: string;
  label: string;
}

/** Props of {@link Choice}. */
export interface ChoiceProps {
  label: string;
  /** Id of the choice, or empty for any. */
  value: string;
  /** What no choice is called; without it, one has to be made. */
  any?: string;
  options: readonly ChoiceOption[];
  onChange: (value: string) => void;
}

/** One choice of a toolbar. What is chosen stays there, even if it is not among the options. */
export const Choice = ({
  label,
  value,
  any,
  options,
  onChange,
}: ChoiceProps) => {
  const known = value === '' || options.some(({ id }) => id === value);
  const all = known ? options : [{ id: value, label: value }, ...options];
  return (
    <Select
      aria-label={label}
      size="small"
      className={styles.choice}
      options={any ? [{ id: ANY, label: any }, ...all] : all}
      search={all.length >= SEARCH_FROM ? { placeholder: 'Search' } : undefined}
      value={value || ANY}
      onChange={key => onChange(key === ANY ? '' : String(key))}
    />
  );
};
