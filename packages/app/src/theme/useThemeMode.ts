import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo, useSyncExternalStore } from 'react';

/** The mode of the theme that is chosen, or else of what the system prefers; themes are called by their modes. */
export function useThemeMode(): 'light' | 'dark' {
  const themes = useApi(appThemeApiRef);
  const { subscribe, read } = useMemo(() => {
    const prefersDark = window.matchMedia?.('(prefers-color-scheme: dark)');
    return {
      subscribe: (onChange: () => void) => {
        const choice = themes.activeThemeId$().subscribe(onChange);
        prefersDark?.addEventListener('change', onChange);
        return () => {
          choice.unsubscribe();
          prefersDark?.removeEventListener('change', onChange);
        };
      },
      read: () => {
        const chosen = themes.getActiveThemeId();
        if (chosen === 'light' || chosen === 'dark') {
          return chosen;
        }
        return prefersDark?.matches ? 'dark' : 'light';
      },
    };
  }, [themes]);
  return useSyncExternalStore(subscribe, read);
}
