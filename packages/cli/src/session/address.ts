import { ExitCode, Problem } from '../problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address of a portal in the one form that sessions are kept under.
 *
 * @throws Problem if what is sent there could be read on the way
 */
export function portalAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw usage(
      `'${text}' is not the address of a portal; write it as https://portal.example.com`,
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw usage(
      `The address of a portal is only host and path, as in ${url.origin}`,
    );
  }
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname)) {
    throw usage(
      `${url.origin} is not encrypted, and nothing secret is sent there; use https`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function usage(message: string): Problem {
  return new Problem(message, { exitCode: ExitCode.usage });
}
