import { setTimeout as sleep } from 'node:timers/promises';
import { rm } from 'node:fs/promises';
import { ExitCode, Problem } from '../problem.ts';
import { takeLock } from '../supervisor/lock.ts';
import { portalAddress } from './address.ts';
import { AuthRefusal, requestTokens, revoke } from './oauth.ts';
import { heldTokens, signIn } from './sign-in.ts';
import { SessionStore } from './store.ts';

const RENEW_BEFORE_MS = 60_000;
const LOCK_PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Which portal is asked, and as whom. */
export class PortalSession {
  readonly portal: string;
  readonly #store: SessionStore;
  readonly #machineToken: string | undefined;

  private constructor(
    portal: string,
    store: SessionStore,
    machineToken: string | undefined,
  ) {
    this.portal = portal;
    this.#store = store;
    this.#machineToken = machineToken;
  }

  /**
   * The portal that is named by the option, by SLIPWAY_PORTAL, by the last sign-in, or else the one of this machine.
   *
   * @param local - address of the portal of this machine
   */
  static async open(
    named: string | undefined,
    local: () => Promise<string>,
    env: NodeJS.ProcessEnv = process.env,
  ): Promise<PortalSession> {
    const store = new SessionStore(env);
    const portal =
      named ||
      env.SLIPWAY_PORTAL ||
      (await store.read()).current ||
      (await local());
    return new PortalSession(
      portalAddress(portal),
      store,
      env.SLIPWAY_TOKEN || undefined,
    );
  }

  /** Signs a person in, and says who it is. */
  async signIn(show: (url: string) => Promise<void>): Promise<string> {
    const session = await signIn(this.portal, show);
    await this.#locked(() => this.#store.put(this.portal, session));
    return session.user;
  }

  /** Signs out; the tokens are worthless after it. Resolves to false if nobody was signed in. */
  async signOut(): Promise<boolean> {
    return this.#locked(async () => {
      const session = (await this.#store.read()).sessions[this.portal];
      if (!session) return false;
      // What is forgotten here must not depend on the portal being there.
      await this.#store.remove(this.portal);
      if (session.refreshToken) {
        await revoke(this.portal, session.client, session.refreshToken);
      }
      return true;
    });
  }

  /** A token that the portal takes now: the machine's own, or the person's, renewed if need be. */
  async token(): Promise<string> {
    if (this.#machineToken) return this.#machineToken;
    const held = (await this.#store.read()).sessions[this.portal];
    if (!held) throw this.notSignedIn();
    if (fresh(held)) return held.accessToken;
    return this.#locked(async () => {
      // Another process may have renewed it meanwhile, and a refresh token works once.
      const session = (await this.#store.read()).sessions[this.portal];
      if (!session?.refreshToken) throw this.notSignedIn();
      if (fresh(session)) return session.accessToken;
      try {
        const tokens = await requestTokens(this.portal, session.client, {
          grant_type: 'refresh_token',
          refresh_token: session.refreshToken,
        });
        const renewed = { client: session.client, ...heldTokens(tokens) };
        await this.#store.replace(this.portal, renewed);
        return renewed.accessToken;
      } catch (error) {
        if (!(error instanceof AuthRefusal)) throw error;
        await this.#store.remove(this.portal);
        throw this.notSignedIn(error);
      }
    });
  }

  /** What is said to whom the portal does not know. */
  notSignedIn(cause?: unknown): Problem {
    return new Problem(
      this.#machineToken
        ? `The portal at ${this.portal} does not take the token in SLIPWAY_TOKEN; set a valid one`
        : `You are not signed in to ${this.portal}; run ./slipway login --portal ${this.portal}`,
      { cause, exitCode: ExitCode.notSignedIn },
    );
  }

  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${this.#store.file}.lock`;
    const deadline = Date.now() + LOCK_PATIENCE_MS;
    while (!(await takeLock(lock)).held) {
      if (Date.now() > deadline) {
        throw new Problem(
          `Another slipway command holds ${lock} for a minute already; end it, then run this one again`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }
}

function fresh({ expiresAt }: { expiresAt: number }): boolean {
  return expiresAt - RENEW_BEFORE_MS > Date.now();
}
