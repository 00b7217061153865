import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Checks a part of a request against a schema.
 *
 * @throws `InputError` that names the first wrong field
 */
export function parseRequest<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${issue.path.join('.') || 'The request'}: ${issue.message}`,
    );
  }
  return result.data;
}
