import { useActionState } from 'react';
import type { ApiClient } from './api/client';
import { reasonOf } from './api/request';

type Outcome = { message: string } | { problem: string };

/** A form that asks the backend for a greeting: the smallest thing that goes through every layer. */
export function Greeting({ api }: { api: ApiClient }) {
  const [outcome, submit, pending] = useActionState<Outcome | undefined, FormData>(async (_, form) => {
    const name = form.get('name');
    try {
      return { message: await api.greet(typeof name === 'string' ? name.trim() : '') };
    } catch (error) {
      return { problem: reasonOf(error) };
    }
  }, undefined);

  return (
    <section aria-labelledby="greeting">
      <h2 id="greeting">Greeting</h2>
      <form action={submit}>
        <label htmlFor="name">Name</label>
        <input id="name" name="name" required maxLength={50} autoComplete="given-name" />
        <button type="submit" disabled={pending}>
          Greet
        </button>
      </form>
      <p role="status">{outcome && 'message' in outcome && outcome.message}</p>
      {outcome && 'problem' in outcome && <p role="alert">{outcome.problem}</p>}
    </section>
  );
}
