import { useLayoutEffect, useRef } from 'react';
import { homeOf } from './homeOf';

/**
 * For what goes away when it is used, as a button that releases a hold: the focus in it goes to the place around it.
 * Otherwise it would be nowhere, and the keyboard would start again at the top of the page.
 */
export function useFocusHandover<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      if (element?.contains(document.activeElement)) {
        homeOf(element)?.focus();
      }
    };
  }, []);
  return ref;
}
