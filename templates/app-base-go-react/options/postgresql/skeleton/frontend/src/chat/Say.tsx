import { useActionState } from 'react';
import type { ChatClient, Session } from '../api/chat';
import { ApiError, reasonOf } from '../api/request';
import { textOf } from './form';

interface SayProps {
  chat: ChatClient;
  session: Session;
  onSaid: () => void;
  /** The person logged out, or the session is over. */
  onEnd: () => void;
}

/** Writes a message, or ends the session. */
export function Say({ chat, session, onSaid, onEnd }: SayProps) {
  const [refusal, submit, pending] = useActionState<{ text: string; reason: string } | undefined, FormData>(
    async (_, form) => {
      const text = textOf(form, 'text');
      try {
        await chat.say(session, text);
        onSaid();
        return undefined;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) {
          onEnd();
        }
        return { text, reason: reasonOf(error) };
      }
    },
    undefined,
  );

  return (
    <form action={submit} aria-label="Say something">
      <label>
        Message <input name="text" required maxLength={2000} autoComplete="off" defaultValue={refusal?.text} />
      </label>
      <button type="submit" disabled={pending}>
        Send
      </button>
      <button
        type="button"
        onClick={() => {
          // Whether or not the backend hears of it, this page forgets the token.
          chat.logOut(session).then(onEnd, onEnd);
        }}
      >
        Log out {session.name}
      </button>
      {refusal && <p role="alert">{refusal.reason}</p>}
    </form>
  );
}
