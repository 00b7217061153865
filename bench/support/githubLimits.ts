const MINUTE_MS = 60_000;
/** As GitHub documents its secondary limits of REST, for each account; those of GraphQL are far wider. */
const POINTS_A_MINUTE = 900;
const CREATING_A_MINUTE = 80;
const SIDE_BY_SIDE = 100;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const [READING_POINTS, WRITING_POINTS] = [1, 5];

interface Spent {
  at: number;
  points: number;
  creating: boolean;
}

/** GitHub's secondary limits, counted over the last minute. */
export class GithubLimits {
  #spent: Spent[] = [];

  /**
   * Counts a call of REST.
   *
   * @param open - calls that are being answered, with this one
   * @returns seconds to wait, if it is one too many
   */
  take(method: string, open: number): number | undefined {
    const now = performance.now();
    this.#spent = this.#spent.filter(({ at }) => at > now - MINUTE_MS);
    const call = {
      at: now,
      points: READING.has(method) ? READING_POINTS : WRITING_POINTS,
      creating: method === 'POST',
    };
    const points = this.#spent.reduce((sum, one) => sum + one.points, 0);
    const creating = this.#spent.filter(one => one.creating).length;
    const fits =
      points + call.points <= POINTS_A_MINUTE &&
      (!call.creating || creating < CREATING_A_MINUTE) &&
      open <= SIDE_BY_SIDE;
    if (fits) {
      this.#spent.push(call);
      return undefined;
    }
    const [oldest = call] = this.#spent;
    return Math.max(1, Math.ceil((oldest.at + MINUTE_MS - now) / 1_000));
  }

  /** Forgets what was spent, as after a minute of rest. */
  reset(): void {
    this.#spent = [];
  }
}
