import { Checks, type ReplyFacts, type RequestFacts } from './checks.ts';
import { readDescription } from './description.ts';
import { OperationIndex } from './operations.ts';
import { readReport, reportFile, writeReport } from './report-file.ts';
import {
  addCounts,
  addViolation,
  emptyReport,
  mergeReports,
  withTotals,
  type Report,
  type Violation,
} from './report.ts';

/** One request with the forge's answer. */
export interface Exchange {
  method: string;
  /** below the API's base, percent-encoded, without query */
  path: string;
  request: RequestFacts;
  reply: ReplyFacts;
  /** whether a route of the forge answered, and not its "no such route" */
  routed: boolean;
}

/** Milliseconds between the first unsaved exchange and the write of the report. */
const WRITE_DELAY = 2_000;

/**
 * Holds what the forge does against what GitHub publishes, and reports to a file.
 *
 * Validation runs after the reply has left, one exchange at a time, and never alters a reply.
 */
export class Contract {
  readonly #file: string;
  readonly #onError: (error: Error) => void;
  #report: Report = emptyReport();
  #tools?: Promise<{ index: OperationIndex; checks: Checks }>;
  #queue: Promise<void>;
  #timer?: NodeJS.Timeout;

  /**
   * @param options - `target`: file or directory of the report; `onError`: told when the
   *   report cannot be written or the description cannot be read
   */
  constructor(options: { target: string; onError: (error: Error) => void }) {
    this.#file = reportFile(options.target);
    this.#onError = options.onError;
    this.#queue = this.#addEarlier().catch(options.onError);
  }

  /** Takes a REST exchange in; returns at once. */
  rest(exchange: Exchange): void {
    this.#enqueue(async () => this.#check(exchange));
  }

  /**
   * Counts a GraphQL request. Executing it over GitHub's schema is what validates it, so
   * the only thing left to see is that something was executed.
   */
  graphql(status: number, wellFormed: boolean): void {
    this.#enqueue(async () => {
      const operation = 'POST /graphql';
      addCounts(this.#report, operation, { requests: 1, replies: 1 });
      // Whoever is not let in, or sends no query, is told so as by REST.
      if (wellFormed || (status >= 400 && status < 500)) return;
      this.#violate({
        operation,
        kind: 'reply',
        message: `a reply with status ${status} has neither data nor errors`,
        example: operation,
      });
    });
  }

  /** Waits for what is under way and writes the report. */
  async close(): Promise<void> {
    await this.#queue;
    clearTimeout(this.#timer);
    await writeReport(this.#file, withTotals(this.#report));
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(this.#onError);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#queue = this.#queue
        .then(() => writeReport(this.#file, withTotals(this.#report)))
        .catch(this.#onError);
    }, WRITE_DELAY).unref();
  }

  async #addEarlier(): Promise<void> {
    const earlier = await readReport(this.#file);
    if (earlier) this.#report = mergeReports([earlier, this.#report]);
  }

  async #check({ method, path, request, reply, routed }: Exchange) {
    this.#tools ??= readDescription().then(description => ({
      index: new OperationIndex(description),
      checks: new Checks(description),
    }));
    const { index, checks } = await this.#tools;
    const example = `${method} ${path} → ${reply.status}`;
    const match = index.match(method, path);
    if (!match) {
      // Both do not know it: nothing to hold against the forge.
      if (reply.status === 404) return;
      this.#violate({
        operation: `${method} ${path}`,
        kind: 'unknown-operation',
        message: 'GitHub has no such operation',
        example,
      });
      return;
    }
    const operation = match.operation;
    const violate = (kind: Violation['kind'], messages: string[]) =>
      messages.forEach(message =>
        this.#violate({ operation: operation.id, kind, message, example }),
      );
    addCounts(this.#report, operation.id, { requests: 1, replies: 1 });
    if (reply.status === 404 && !routed) {
      violate('not-implemented', ['the forge does not serve this operation']);
      return;
    }
    // A bad request that was refused is the forge doing what GitHub does.
    if (reply.status < 400) violate('request', checks.request(match, request));
    const status = checks.status(operation, reply.status);
    if (status) violate('status', [status]);
    else violate('reply', checks.reply(operation, request, reply));
  }

  #violate(violation: Omit<Violation, 'count'>): void {
    addViolation(this.#report, { ...violation, count: 1 });
  }
}
