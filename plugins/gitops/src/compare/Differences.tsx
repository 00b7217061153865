import type { ComparisonResponse } from '@slipway/plugin-gitops-common';
import { Button, Card, Checkbox } from '@backstage/ui';
import { useState } from 'react';
import PromotionDialog from '../promotion/PromotionDialog';
import styles from './Compare.module.css';
import { DifferenceRow } from './DifferenceRow';
import { TrainDialog } from './TrainDialog';
import { differenceKey, trainRequest } from './trainRequest';

/** What differs, to choose from, and the way to bring what is chosen to the target. */
export const Differences = ({
  comparison,
}: {
  comparison: ComparisonResponse;
}) => {
  const { differences, target } = comparison;
  const [picked, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [promoting, setPromoting] = useState(false);
  const [shown, setShown] = useState<string>();
  // What was promoted meanwhile differs no more.
  const chosen = new Set(
    differences.map(differenceKey).filter(key => picked.has(key)),
  );
  const request = trainRequest(comparison, chosen);
  const count = request?.parts.length ?? 0;
  const show = (promotion: string) => {
    setPromoting(false);
    setChosen(new Set());
    setShown(promotion);
  };
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <Checkbox
          isSelected={chosen.size > 0 && chosen.size === differences.length}
          isIndeterminate={chosen.size > 0 && chosen.size < differences.length}
          onChange={all =>
            setChosen(new Set(all ? differences.map(differenceKey) : []))
          }
        >
          {differences.length === 1
            ? '1 difference'
            : `${differences.length} differences`}
        </Checkbox>
        <Button
          variant={count === 0 ? 'secondary' : 'primary'}
          size="small"
          isDisabled={count === 0}
          onPress={() => setPromoting(true)}
        >
          {count === 0
            ? `Choose what to promote to ${target}`
            : `Promote ${count === 1 ? request?.parts[0].component : `${count} components`} to ${target} …`}
        </Button>
      </div>
      <ul className={styles.list} aria-label="Differences">
        {differences.map(difference => (
          <DifferenceRow
            key={differenceKey(difference)}
            difference={difference}
            isChosen={chosen.has(differenceKey(difference))}
            onChange={isChosen => {
              const next = new Set(chosen);
              next[isChosen ? 'add' : 'delete'](differenceKey(difference));
              setChosen(next);
            }}
          />
        ))}
      </ul>
      {promoting && request && (
        <TrainDialog
          request={request}
          onShow={show}
          onClose={() => setPromoting(false)}
        />
      )}
      {shown && (
        <PromotionDialog id={shown} onClose={() => setShown(undefined)} />
      )}
    </Card>
  );
};
