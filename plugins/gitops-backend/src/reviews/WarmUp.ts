import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Planner } from './Planner';

/** Has the branch that clusters follow rendered before anybody asks what a change to it does. */
export class WarmUp {
  readonly #planner: Pick<Planner, 'warmUp'>;
  readonly #logger: LoggerService;
  #commit: string | undefined;
  #running = new AbortController();

  constructor(planner: Pick<Planner, 'warmUp'>, logger: LoggerService) {
    this.#planner = planner;
    this.#logger = logger;
  }

  /**
   * Renders a commit beside everything else, in place of an older one. Nobody need wait for it; it
   * ends when all is rendered, or given up.
   */
  async start(commit: string | undefined): Promise<void> {
    if (!commit || commit === this.#commit) {
      return;
    }
    this.stop();
    const { signal } = (this.#running = new AbortController());
    this.#commit = commit;
    try {
      await this.#planner.warmUp(commit, { signal });
    } catch (error) {
      if (!signal.aborted) {
        // The next look tries again.
        this.#commit = undefined;
        this.#logger.warn(
          `Overlays are not rendered ahead of plans: ${toError(error).message}`,
        );
      }
    }
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#running.abort(new Error('there is a newer commit, or no more work'));
  }
}
