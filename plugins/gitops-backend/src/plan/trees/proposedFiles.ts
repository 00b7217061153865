import { z } from 'zod';

const MIB = 1024 * 1024;

/** What one request may propose. */
export const PROPOSAL_LIMITS = {
  files: 500,
  fileBytes: MIB,
  totalBytes: 10 * MIB,
  pathLength: 512,
} as const;

const pathSchema = z.string().superRefine((path, context) => {
  const message = pathProblem(path);
  if (message) {
    context.addIssue({ code: 'custom', message });
  }
});

const proposedFileSchema = z.strictObject({
  path: pathSchema,
  /** Null deletes the file. */
  content: z
    .string()
    .refine(
      content => Buffer.byteLength(content) <= PROPOSAL_LIMITS.fileBytes,
      'A file has at most 1 MiB',
    )
    .nullable(),
});

/** Body of `POST /plans`. */
export const proposalSchema = z.strictObject({
  files: z
    .array(proposedFileSchema)
    .min(1)
    .max(PROPOSAL_LIMITS.files)
    .superRefine((files, context) => {
      const paths = new Set(files.map(({ path }) => path));
      if (paths.size < files.length) {
        context.addIssue({ code: 'custom', message: 'A path is there twice' });
      }
      const bytes = files.reduce(
        (sum, { content }) => sum + Buffer.byteLength(content ?? ''),
        0,
      );
      if (bytes > PROPOSAL_LIMITS.totalBytes) {
        context.addIssue({
          code: 'custom',
          message: 'All files together have at most 10 MiB',
        });
      }
    }),
});

/** See {@link proposalSchema}. */
export type ProposedFile = z.infer<typeof proposalSchema>['files'][number];

/** Proposals come from templates, which neither workflows nor git's own directory are open to. */
function pathProblem(path: string): string | undefined {
  if (path === '' || path.length > PROPOSAL_LIMITS.pathLength) {
    return `A path has 1 to ${PROPOSAL_LIMITS.pathLength} characters`;
  }
  if (/^([a-z]:|\/)/i.test(path)) {
    return 'A path is relative to the root of the repository';
  }
  if (/[\p{Cc}\\]/u.test(path)) {
    return 'A path holds no control character and no backslash';
  }
  const segments = path.split('/');
  if (segments.some(one => one === '' || one === '.' || one === '..')) {
    return 'A path holds no empty, "." or ".." segment';
  }
  // Some file systems fold case and drop trailing dots and spaces.
  const folded = segments.map(one => one.toLowerCase().replace(/[. ]+$/, ''));
  if (folded.some(one => one === '.git' || one === 'git~1')) {
    return 'A path stays out of git’s own directory';
  }
  if (['.github', '.gitea', '.gitlab'].includes(folded[0])) {
    return 'A path stays out of the repository’s workflows';
  }
  return undefined;
}
