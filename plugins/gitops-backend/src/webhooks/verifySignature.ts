import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks the `X-Hub-Signature-256` of a delivery, in a time that does not depend on where it differs.
 */
export function verifySignature(
  secret: string,
  body: Buffer,
  signature: string | undefined,
): boolean {
  const expected = Buffer.from(
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  );
  const given = Buffer.from(signature ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
