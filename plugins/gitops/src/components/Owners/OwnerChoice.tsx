import { Choice } from '../Toolbar';
import { MINE } from './useOwnerRefs';
import { useEntityChoices } from './useOwners';

/** Props of {@link OwnerChoice}. */
export interface OwnerChoiceProps {
  /** {@link MINE}, a reference of the catalog, or empty for any. */
  value: string;
  onChange: (value: string) => void;
}

/** Whose components are shown: my teams', any group's, or everybody's. */
export const OwnerChoice = ({ value, onChange }: OwnerChoiceProps) => (
  <Choice
    label="Owner"
    any="Any owner"
    value={value}
    options={[
      { id: MINE, label: 'My teams' },
      ...(useEntityChoices('group').data ?? []),
    ]}
    onChange={onChange}
  />
);
