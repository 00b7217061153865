import { useActionState } from 'react';
import type { ChatClient, Session } from '../api/chat';
import { reasonOf } from '../api/request';
import { textOf } from './form';

interface Refusal {
  name: string;
  reason: string;
}

/** One form for those who have a name here and for those who want one. */
export function LogIn({ chat, onSession }: { chat: ChatClient; onSession: (session: Session) => void }) {
  const [refusal, submit, pending] = useActionState<Refusal | undefined, FormData>(async (_, form) => {
    const name = textOf(form, 'user');
    const password = textOf(form, 'password');
    try {
      if (textOf(form, 'verb') === 'register') {
        await chat.register(name, password);
      }
      onSession(await chat.logIn(name, password));
      return undefined;
    } catch (error) {
      return { name, reason: reasonOf(error) };
    }
  }, undefined);

  return (
    <form action={submit} aria-label="Log in or register">
      <label>
        User{' '}
        <input
          name="user"
          required
          pattern="[A-Za-z0-9][A-Za-z0-9_\-]{1,31}"
          title="2 to 32 letters, digits, _ and -"
          autoComplete="username"
          defaultValue={refusal?.name}
        />
      </label>
      <label>
        Password{' '}
        <input
          name="password"
          type="password"
          required
          minLength={12}
          maxLength={128}
          autoComplete="current-password"
        />
      </label>
      <button type="submit" name="verb" value="log-in" disabled={pending}>
        Log in
      </button>
      <button type="submit" name="verb" value="register" disabled={pending}>
        Register
      </button>
      {refusal && <p role="alert">{refusal.reason}</p>}
    </form>
  );
}
