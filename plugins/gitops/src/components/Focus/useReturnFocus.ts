import { useLayoutEffect } from 'react';
import { homeOf } from './homeOf';

/**
 * Gives the focus back to where it was before dialogs opened, once all of them are closed. A dialog does so itself
 * unless another one takes its place: that one only knows of a button that went away with the first.
 */
export function useReturnFocus(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    const before = document.activeElement;
    const home = homeOf(before);
    return () => {
      // After the dialogs have tried.
      requestAnimationFrame(() => {
        const target = before?.isConnected ? before : home;
        if (target instanceof HTMLElement && target !== document.body) {
          target.focus();
        }
      });
    };
  }, [isOpen]);
}
