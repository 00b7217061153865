/** The tools cannot be had; the message says why and what mends it. */
export class ToolsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolsError';
  }
}
