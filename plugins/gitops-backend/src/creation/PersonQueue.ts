import { ConflictError } from '@backstage/errors';
import pLimit, { type Limit } from 'p-limit';

/** The one that runs, and those that wait for it. */
const MAX_AT_ONCE = 4;

/** Runs the work of each person one after the other, so that nobody takes all of the machine. */
export class PersonQueue {
  readonly #queues = new Map<string, Limit>();

  /** @throws `ConflictError` if too much of the person waits already */
  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(person) ?? pLimit(1);
    if (queue.activeCount + queue.pendingCount >= MAX_AT_ONCE) {
      throw new ConflictError(
        'Several plans of yours are being made already; wait for one of them',
      );
    }
    this.#queues.set(person, queue);
    try {
      return await queue(work);
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) {
        this.#queues.delete(person);
      }
    }
  }
}
