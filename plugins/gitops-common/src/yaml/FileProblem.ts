import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { causedBy } from '../errors/causedBy';

/** What is wrong with a file of the GitOps repository, and where. Lines and columns count from 1. */
export const fileProblemSchema = z.object({
  file: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  reason: z.string(),
});

/** See {@link fileProblemSchema}. */
export type FileProblem = z.infer<typeof fileProblemSchema>;

/** A problem as one line, in the form that editors and terminals link: `file:line:column: reason`. */
export function formatFileProblem(problem: FileProblem): string {
  const place = [problem.file, problem.line, problem.column]
    .filter(part => part !== undefined)
    .join(':');
  return `${place}: ${problem.reason}`;
}

/** A file of the GitOps repository does not say what its kind of file must say. */
export class MalformedFileError extends InputError {
  readonly problem: FileProblem;

  constructor(problem: FileProblem, cause?: unknown) {
    super(formatFileProblem(problem));
    this.problem = problem;
    if (cause !== undefined) {
      causedBy(this, cause);
    }
  }
}
