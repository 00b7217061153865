/** What the exit status of `./slipway` means; documented by `./slipway --help` and docs/command-line.md. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  notRunning: 3,
  notSignedIn: 4,
  notFound: 5,
  unreachable: 6,
  timedOut: 7,
  interrupted: 130,
} as const;

/**
 * Something a person can mend: what happened, to what, and what to do next, in one line.
 * The command line prints only the message; the cause is shown with SLIPWAY_DEBUG=1.
 */
export class Problem extends Error {
  readonly exitCode: number;

  constructor(
    message: string,
    options: { cause?: unknown; exitCode?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Problem';
    this.exitCode = options.exitCode ?? ExitCode.failed;
  }
}

/** The first line of an error, in a form that fits into one line of output. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') {
    return 'The disk is full; free some space, then run the same command again';
  }
  if (error instanceof AggregateError && error.errors.length > 0) {
    return describeError(error.errors[0]);
  }
  const reason =
    error.cause instanceof Error && error.message === 'fetch failed'
      ? `: ${error.cause.message}`
      : '';
  return `${error.message.split('\n')[0]}${reason}`;
}
