import type { ObjectManifests, Plan } from '@slipway/plugin-gitops-common';
import { Text, useBreakpoint } from '@backstage/ui';
import {
  forwardRef,
  memo,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useAddressState } from '../../components/address';
import { useShortcuts } from '../../components/Shortcuts';
import styles from './Changes.module.css';
import { ChangesToolbar } from './ChangesToolbar';
import { diffManifests, type DiffLine } from './diffLines';
import type { ChangeFilters } from './filterObjects';
import { RowList, type RowListHandle } from './RowList';
import { objectKey, planRows } from './rows';
import { RowView } from './RowView';
import { useManifests } from './useManifests';
import { useOpenObjects } from './useOpenObjects';

const DEFAULTS: Record<keyof ChangeFilters, string> = {
  kind: '',
  change: '',
  text: '',
  noise: 'hide',
};

/** Lets others bring an overlay into sight. */
export interface ChangesHandle {
  show: (overlay: string) => void;
}

/** What a plan does, from environment down to line. It renders anew only for another plan, not whenever the pull request is read again. */
export const Changes = memo(
  forwardRef<ChangesHandle, { plan: Plan }>(({ plan }, handle) => {
    const [address, setFilters] = useAddressState(DEFAULTS);
    const noise = address.noise === 'show' ? 'show' : 'hide';
    const filters: ChangeFilters = { ...address, noise };
    const { open, setOpen, toggle } = useOpenObjects(plan);
    const [gaps, setGaps] = useState<ReadonlySet<string>>(new Set());
    const split = useBreakpoint().up('md');
    const diffOf = useDiffs();
    const opened = plan.overlays
      .filter(overlay =>
        overlay.objects.some(one => open.has(objectKey(overlay, one))),
      )
      .map(({ path }) => path);
    const manifestsOf = useManifests(plan.id, opened);
    const rows = planRows(plan, {
      filters,
      split,
      open,
      gaps,
      manifestsOf,
      diffOf,
    });

    const list = useRef<RowListHandle>(null);
    const [wanted, setWanted] = useState<string>();
    const current = useRef<string>();
    const onFocused = useCallback(() => setWanted(undefined), []);
    const onToggle = useCallback(
      (key: string) => {
        current.current = key;
        toggle(key);
      },
      [toggle],
    );
    const onOpenGap = useCallback(
      (gap: string) => setGaps(before => new Set([...before, gap])),
      [],
    );
    const objects = rows.filter(row => row.type === 'object');
    const move = (by: 1 | -1) => {
      const at = objects.findIndex(({ key }) => key === current.current);
      const next = objects[at < 0 ? 0 : at + by];
      if (next) {
        current.current = next.key;
        list.current?.scrollTo(rows.indexOf(next));
        setWanted(next.key);
      }
    };
    useShortcuts({ n: () => move(1), p: () => move(-1) });
    useImperativeHandle(handle, () => ({
      show: overlay =>
        list.current?.scrollTo(rows.findIndex(({ key }) => key === overlay)),
    }));

    if (plan.overlays.length === 0) {
      return (
        <Text as="p" color="secondary">
          No Application changes on any cluster.
        </Text>
      );
    }
    return (
      <div className={styles.changes}>
        <ChangesToolbar
          plan={plan}
          filters={filters}
          onChange={setFilters}
          anyOpen={open.size > 0}
          onOpenAll={() => setOpen(new Set(objects.map(({ key }) => key)))}
          onCloseAll={() => setOpen(new Set())}
        />
        <RowList
          ref={list}
          rows={rows}
          wide={split}
          render={row => (
            <RowView
              row={row}
              wanted={row.key === wanted}
              onFocused={onFocused}
              onToggle={onToggle}
              onOpenGap={onOpenGap}
            />
          )}
        />
      </div>
    );
  }),
);

/** Diffs, each found once for as long as its manifests are in use. */
function useDiffs(): (manifests: ObjectManifests) => readonly DiffLine[] {
  return useMemo(() => {
    const found = new WeakMap<ObjectManifests, DiffLine[]>();
    return manifests => {
      const lines = found.get(manifests) ?? diffManifests(manifests);
      found.set(manifests, lines);
      return lines;
    };
  }, []);
}
