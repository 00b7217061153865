import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';

/** A cookie of the request, undefined when it was not sent. */
export function readCookie(req: Request, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      return pair.slice(at + 1).trim();
    }
  }
  return undefined;
}

/** Sets a cookie that scripts cannot read and that other sites' forms do not send. */
export function writeCookie(
  { baseUrl }: Pick<ForgeContext, 'baseUrl'>,
  res: Response,
  name: string,
  value: string,
  expires?: Date,
): void {
  res.cookie(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: baseUrl.startsWith('https:'),
    path: '/',
    expires,
  });
}
