import { ServiceUnavailableError } from '@backstage/errors';

/**
 * The text of a response within a bound.
 *
 * @throws `ServiceUnavailableError` if it is longer
 */
export async function readText(
  response: Response,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new ServiceUnavailableError(
        `The answer has more than ${maxBytes} bytes; the template leaves too much to be planned`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
