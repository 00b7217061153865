import { ApiError, connect, result, withTimeout } from './request';
import type { components } from './schema';

/** What someone said. */
export type Message = components['schemas']['Message'];

/** Who is logged in, and what proves it. */
export interface Session {
  name: string;
  token: string;
}

/** The operations of the chat. */
export interface ChatClient {
  register(name: string, password: string): Promise<void>;
  logIn(name: string, password: string): Promise<Session>;
  logOut(session: Session): Promise<void>;
  /** The latest, oldest first. */
  messages(signal?: AbortSignal): Promise<Message[]>;
  say(session: Session, text: string): Promise<Message>;
}

/** Makes a client of the chat at a base address; an empty one is the page's own origin. */
export function createChatClient(baseUrl: string): ChatClient {
  const client = connect(baseUrl);
  const as = ({ token }: Session) => ({
    headers: { authorization: `Bearer ${token}` },
    signal: withTimeout(),
  });
  return {
    register: async (name, password) => {
      result(await client.POST('/register', { body: { name, password }, signal: withTimeout() }));
    },
    logIn: async (name, password) => {
      const session = await client.POST('/login', { body: { name, password }, signal: withTimeout() });
      return { name, token: result(session).token };
    },
    logOut: async session => {
      const { response } = await client.POST('/logout', as(session));
      if (!response.ok) {
        throw new ApiError(response.status, `The backend answered with status ${String(response.status)}.`);
      }
    },
    messages: async signal =>
      result(await client.GET('/messages', { signal: withTimeout(signal) })).messages,
    say: async (session, text) => result(await client.POST('/messages', { body: { text }, ...as(session) })),
  };
}
