import type {
  ObjectChange,
  OverlayPlan,
  Plan,
} from '@slipway/plugin-gitops-common';
import { useCallback, useState } from 'react';
import { isNoise } from './filterObjects';
import { objectKey } from './rows';

/** A plan this small is read as a whole, so its diffs are open from the start. */
const SMALL_OBJECTS = 6;
const SMALL_LINES = 200;

/** Which objects show their diff. */
export function useOpenObjects(plan: Plan) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => opened(plan));
  const toggle = useCallback(
    (key: string) =>
      setOpen(before => {
        const after = new Set(before);
        if (!after.delete(key)) {
          after.add(key);
        }
        return after;
      }),
    [],
  );
  return {
    open,
    setOpen,
    toggle,
  };
}

function opened(plan: Plan): ReadonlySet<string> {
  const changed = plan.overlays.flatMap(overlay =>
    overlay.objects
      .filter(object => object.change === 'changed' && !isNoise(object))
      .map((object): [OverlayPlan, ObjectChange] => [overlay, object]),
  );
  const lines = changed.reduce(
    (sum, [, object]) => sum + object.lines.added + object.lines.removed,
    0,
  );
  return changed.length <= SMALL_OBJECTS && lines <= SMALL_LINES
    ? new Set(changed.map(([overlay, object]) => objectKey(overlay, object)))
    : new Set();
}
