import type { FieldChange } from '@slipway/plugin-gitops-common';
import styles from './Changes.module.css';

const SHOWN = 4;
const MAX_LENGTH = 120;

/** What differs in an object, field by field, before anybody opens its diff. */
export const FieldChanges = ({ fields }: { fields: FieldChange[] }) => (
  <ul className={styles.fields} aria-label="Changed fields">
    {fields.slice(0, SHOWN).map(({ path, before, after }) => (
      <li key={path}>
        <span className={styles.path}>{path}</span>{' '}
        {before !== undefined && <del>{brief(before)}</del>}
        {before !== undefined && after !== undefined && ' → '}
        {after !== undefined && <ins>{brief(after)}</ins>}
      </li>
    ))}
    {fields.length > SHOWN && <li>and {fields.length - SHOWN} more fields</li>}
  </ul>
);

function brief(value: FieldChange['before']): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
