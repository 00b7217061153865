const reasons = [
  'remote-base',
  'helm-inflation',
  'plugin',
  'outside',
  'symlink',
  'cycle',
  'limit',
  'alias-bomb',
  'invalid',
  'missing',
  'policy',
  'timeout',
  'memory',
  'crashed',
] as const;

/** Why something cannot be rendered. */
export type RenderErrorReason = (typeof reasons)[number];

/** Where in the tree the reason lies. */
export interface RenderErrorPlace {
  file?: string;
  line?: number;
}

/** Manifests cannot be rendered, or policies evaluated; the message is one line. */
export class RenderError extends Error {
  readonly reason: RenderErrorReason;
  /** Path of the file that is to be mended, where one is. */
  readonly file?: string;
  readonly line?: number;

  constructor(
    reason: RenderErrorReason,
    message: string,
    place: RenderErrorPlace = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RenderError';
    this.reason = reason;
    this.file = place.file;
    this.line = place.line;
  }
}

/** Whether a reason that the program gave is one of those known here. */
export function isRenderErrorReason(text: string): text is RenderErrorReason {
  return reasons.some(reason => reason === text);
}
