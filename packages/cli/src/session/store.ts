import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { writeFileAtomically } from '../system/files.ts';

const sessionSchema = z.object({
  /** How the portal knows this command line; the secret is of a client that registered itself. */
  client: z.object({ id: z.string(), secret: z.string().optional() }),
  /** Reference of the person's entity. */
  user: z.string(),
  accessToken: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
  refreshToken: z.string().optional(),
});

const fileSchema = z.object({
  /** Address of the portal that is meant where none is named. */
  current: z.string().optional(),
  sessions: z.record(z.string(), sessionSchema),
});

/** Being signed in to one portal. */
export type Session = z.infer<typeof sessionSchema>;
/** All that is kept. */
export type Sessions = z.infer<typeof fileSchema>;

/** The sessions of one person on one machine, in a file that nobody else can read. */
export class SessionStore {
  readonly file: string;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    const home = env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
    this.file = join(home, 'slipway', 'sessions.json');
  }

  async read(): Promise<Sessions> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { sessions: {} };
      }
      throw error;
    }
    const parsed = fileSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    // The cause would quote the tokens.
    throw new Problem(
      `${this.file} is damaged; delete it, then run ./slipway login`,
    );
  }

  /** Keeps a session, and makes its portal the one that is meant. */
  async put(portal: string, session: Session): Promise<void> {
    const { sessions } = await this.read();
    await this.#write({
      current: portal,
      sessions: { ...sessions, [portal]: session },
    });
  }

  /** Replaces a session, if it is still there. */
  async replace(portal: string, session: Session): Promise<void> {
    const { current, sessions } = await this.read();
    if (!sessions[portal]) return;
    await this.#write({
      current,
      sessions: { ...sessions, [portal]: session },
    });
  }

  async remove(portal: string): Promise<void> {
    const { current, sessions } = await this.read();
    const { [portal]: _gone, ...others } = sessions;
    await this.#write({
      current: current === portal ? Object.keys(others)[0] : current,
      sessions: others,
    });
  }

  #write(sessions: Sessions): Promise<void> {
    return writeFileAtomically(
      this.file,
      `${JSON.stringify(sessions, null, 2)}\n`,
      0o600,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
