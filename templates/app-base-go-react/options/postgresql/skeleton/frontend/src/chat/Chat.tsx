import { useState } from 'react';
import type { ChatClient, Session } from '../api/chat';
import { LogIn } from './LogIn';
import { Messages } from './Messages';
import { Say } from './Say';

/**
 * What people say to each other. Everyone reads; who is logged in also writes. The session is
 * kept in memory only, where no other page can read it, so a reload ends it.
 */
export function Chat({ chat }: { chat: ChatClient }) {
  const [session, setSession] = useState<Session>();
  const [said, setSaid] = useState(0);

  return (
    <section aria-labelledby="chat">
      <h2 id="chat">Chat</h2>
      <Messages chat={chat} said={said} />
      {session ? (
        <Say
          chat={chat}
          session={session}
          onSaid={() => {
            setSaid(count => count + 1);
          }}
          onEnd={() => {
            setSession(undefined);
          }}
        />
      ) : (
        <LogIn chat={chat} onSession={setSession} />
      )}
    </section>
  );
}
