import { Button } from '@backstage/ui';

/** Props of {@link More}. */
export interface MoreProps {
  /** How many there are. */
  total: number;
  /** How many are shown unless all are wanted. */
  first: number;
  all: boolean;
  onChange: (all: boolean) => void;
}

/** Below the first of many: shows the others, and hides them again, so that the focus stays where it is. */
export const More = ({ total, first, all, onChange }: MoreProps) =>
  total > first && (
    <div>
      <Button
        variant="secondary"
        size="small"
        aria-expanded={all}
        onPress={() => onChange(!all)}
      >
        {all ? 'Show fewer' : `Show all ${total}`}
      </Button>
    </div>
  );
