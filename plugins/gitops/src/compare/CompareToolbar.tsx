import { ButtonIcon } from '@backstage/ui';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { OwnerChoice } from '../components/Owners';
import { Choice, Toolbar } from '../components/Toolbar';
import type { CompareFilters } from './useCompareFilters';

/** Props of {@link CompareToolbar}. */
export interface CompareToolbarProps {
  environments: readonly { name: string }[];
  filters: CompareFilters;
  onChange: (changes: Partial<CompareFilters>) => void;
}

/** Which environments are compared, and whose components. */
export const CompareToolbar = ({
  environments,
  filters: { source, target, owner },
  onChange,
}: CompareToolbarProps) => {
  const choices = (prefix: string) =>
    environments.map(({ name }) => ({ id: name, label: `${prefix} ${name}` }));
  return (
    <Toolbar label="What is compared">
      <Choice
        label="From"
        value={source}
        options={choices('From')}
        onChange={name => onChange({ source: name })}
      />
      <ButtonIcon
        variant="tertiary"
        size="small"
        icon={<RiArrowLeftRightLine />}
        aria-label="The other way round"
        onPress={() => onChange({ source: target, target: source })}
      />
      <Choice
        label="To"
        value={target}
        options={choices('To')}
        onChange={name => onChange({ target: name })}
      />
      <OwnerChoice value={owner} onChange={ref => onChange({ owner: ref })} />
    </Toolbar>
  );
};
