import { z } from 'zod';
import { ExitCode, Problem } from '../problem.ts';
import { plain } from './text.ts';

const errorSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
});

const MAX_MESSAGE_LENGTH = 500;

/** A reply that is no answer, as what the person can do about it. */
export function refusalOf(
  portal: string,
  status: number,
  data: unknown,
): Problem {
  const parsed = errorSchema.safeParse(data);
  const said = parsed.success
    ? plain(parsed.data.error.message).slice(0, MAX_MESSAGE_LENGTH)
    : `status ${status}`;
  switch (status) {
    case 400:
    case 413:
    case 422:
      return new Problem(`The portal cannot do that: ${said}`, {
        exitCode: ExitCode.usage,
      });
    case 403:
      return new Problem(`You may not do that: ${said}`, {
        exitCode: ExitCode.notFound,
      });
    case 404:
      return new Problem(`There is no such thing that you may see: ${said}`, {
        exitCode: ExitCode.notFound,
      });
    case 409:
      return new Problem(`Refused: ${said}`);
    default:
      return new Problem(
        `The portal at ${portal} cannot answer now: ${said}; try again, or see its log`,
        { exitCode: ExitCode.unreachable },
      );
  }
}
