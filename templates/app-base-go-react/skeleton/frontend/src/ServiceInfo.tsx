import { useEffect, useState } from 'react';
import type { ApiClient, Info } from './api/client';
import { reasonOf } from './api/request';

type State = { is: 'loading' } | { is: 'loaded'; info: Info } | { is: 'failed'; reason: string };

/** Which backend answers. */
export function ServiceInfo({ api }: { api: ApiClient }) {
  const [state, setState] = useState<State>({ is: 'loading' });

  useEffect(() => {
    const controller = new AbortController();
    api.info(controller.signal).then(
      info => {
        setState({ is: 'loaded', info });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) {
          setState({ is: 'failed', reason: reasonOf(error) });
        }
      },
    );
    return () => {
      controller.abort();
    };
  }, [api]);

  return (
    <section aria-labelledby="backend" aria-busy={state.is === 'loading'}>
      <h2 id="backend">Backend</h2>
      {state.is === 'loading' && <p>Asking the backend…</p>}
      {state.is === 'failed' && <p role="alert">The backend does not answer: {state.reason}</p>}
      {state.is === 'loaded' && (
        <dl>
          <dt>Version</dt>
          <dd>{state.info.version}</dd>
          <dt>Commit</dt>
          <dd>{state.info.commit}</dd>
        </dl>
      )}
    </section>
  );
}
