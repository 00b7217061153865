import { SearchField } from '@backstage/ui';
import styles from './Toolbar.module.css';

/** Props of {@link SearchBox}. */
export interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** Free text of a toolbar, as wide as there is room. */
export const SearchBox = ({ label, ...props }: SearchBoxProps) => (
  <SearchField
    aria-label={label}
    size="small"
    className={styles.search}
    {...props}
  />
);
