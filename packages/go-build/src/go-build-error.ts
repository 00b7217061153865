/** Programs cannot be compiled; the message says why and what mends it. */
export class GoBuildError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GoBuildError';
  }
}
