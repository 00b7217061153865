import { useEffect, useRef } from 'react';

/** What a key does, by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens for single keys, except where they would be text, part of a chord, or meant for a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const chord = event.ctrlKey || event.metaKey || event.altKey;
      if (event.defaultPrevented || chord || isTaken(event.target)) {
        return;
      }
      const act = Object.hasOwn(latest.current, event.key)
        ? latest.current[event.key]
        : undefined;
      if (act) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTaken(target: EventTarget | null): boolean {
  const typing =
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [contenteditable], [role=listbox], [role=menu]',
    );
  return Boolean(typing ?? document.querySelector('[role=dialog]'));
}
