import { ServiceUnavailableError } from '@backstage/errors';

/** The forge takes no more calls of the portal for now. */
export class ForgeQuotaError extends ServiceUnavailableError {
  /** When it takes calls again; undefined if it did not say. */
  readonly retryAt: Date | undefined;

  constructor(message: string, retryAt?: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}
