import { useEffect, useState } from 'react';
import type { ChatClient, Message } from '../api/chat';
import { reasonOf } from '../api/request';

const refreshMs = 5_000;

/** What was said last; asks again from time to time, and at once after this person has spoken. */
export function Messages({ chat, said }: { chat: ChatClient; said: number }) {
  const [messages, setMessages] = useState<Message[]>();
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    chat.messages(controller.signal).then(
      latest => {
        setMessages(latest);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (!controller.signal.aborted) {
          setProblem(reasonOf(error));
        }
      },
    );
    const next = setTimeout(() => {
      setRound(count => count + 1);
    }, refreshMs);
    return () => {
      controller.abort();
      clearTimeout(next);
    };
  }, [chat, said, round]);

  return (
    <>
      {problem !== undefined && <p role="alert">The messages cannot be read: {problem}</p>}
      {messages === undefined && problem === undefined && <p>Reading the messages…</p>}
      {messages?.length === 0 && <p>Nobody has said anything yet.</p>}
      <div role="log" aria-label="Messages">
        <ol>
          {messages?.map(({ id, author, text, createdAt }) => (
            <li key={id}>
              <b>{author}</b> <time dateTime={createdAt}>{new Date(createdAt).toLocaleTimeString()}</time>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
