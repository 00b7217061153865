const NEWLINE = 0x0a;

/**
 * The lines of a body as they come, without their ends. What follows the last end of a line is not one.
 *
 * @param maxBytes - of one line
 * @throws `RangeError` if a line is longer
 */
export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      size += part.length;
      if (size > maxBytes) {
        throw new RangeError(`A line has more than ${maxBytes} bytes`);
      }
      rest.push(part);
      if (end < 0) {
        break;
      }
      yield Buffer.concat(rest).toString('utf8');
      rest = [];
      size = 0;
      start = end + 1;
    }
  }
}
