import { createApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';
import type { SignalListener } from './SignalListener';

/** Reads again what signals say has changed. */
export const signalListenerApiRef = createApiRef<SignalListener>().with({
  id: 'plugin.gitops.signal-listener',
  pluginId: 'gitops',
});

/** How often to ask where signals say what changes: for one that was lost. */
const BACKSTOP_MS = 60_000;

/** Keeps what the page shows fresh by signals, where the app has them. */
export function useGitOpsSignals(): void {
  const apis = useApiHolder();
  const signals = apis.get(signalApiRef);
  const listener = apis.get(signalListenerApiRef);
  useEffect(
    () => (signals && listener ? listener.listen(signals) : undefined),
    [signals, listener],
  );
}

/** How often to ask again, in milliseconds: rarely where signals say what changes. */
export function usePollInterval(withoutSignalsMs: number): number {
  return useApiHolder().get(signalApiRef) ? BACKSTOP_MS : withoutSignalsMs;
}
