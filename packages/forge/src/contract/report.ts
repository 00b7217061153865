import { z } from 'zod';

/** How a request or reply departs from the description. */
export const violationKindSchema = z.enum([
  'unknown-operation', // GitHub has no such method and path, yet the forge answered
  'not-implemented', // GitHub has it, the forge has no route for it
  'request', // GitHub would have refused this request, the forge accepted it
  'status', // a status that the operation does not answer with
  'reply', // a body that GitHub would not send
]);

const violationSchema = z.object({
  operation: z.string(),
  kind: violationKindSchema,
  message: z.string(),
  /** the first request that showed it */
  example: z.string(),
  count: z.number().int().positive(),
});

/** What one or more processes have seen. */
export const reportSchema = z.object({
  operations: z.record(
    z.string(),
    z.object({ requests: z.number().int(), replies: z.number().int() }),
  ),
  violations: z.array(violationSchema),
  totals: z.object({
    endpoints: z.number().int(),
    requests: z.number().int(),
    replies: z.number().int(),
    violations: z.number().int(),
  }),
});

/** @see reportSchema */
export type Report = z.infer<typeof reportSchema>;
/** @see reportSchema */
export type Violation = z.infer<typeof violationSchema>;

/** Distinct violations kept; a report is read by people, and one mistake may repeat a lot. */
const MAX_VIOLATIONS = 500;

/** A report of nothing. */
export function emptyReport(): Report {
  return {
    operations: {},
    violations: [],
    totals: { endpoints: 0, requests: 0, replies: 0, violations: 0 },
  };
}

/** Adds reports up; the same violation seen twice is one with a higher count. */
export function mergeReports(reports: readonly Report[]): Report {
  const merged = emptyReport();
  for (const report of reports) {
    for (const [operation, counts] of Object.entries(report.operations)) {
      addCounts(merged, operation, counts);
    }
    for (const violation of report.violations) addViolation(merged, violation);
  }
  return withTotals(merged);
}

/** Counts requests and replies of an operation, in place. */
export function addCounts(
  report: Report,
  operation: string,
  counts: { requests: number; replies: number },
): void {
  const entry = (report.operations[operation] ??= { requests: 0, replies: 0 });
  entry.requests += counts.requests;
  entry.replies += counts.replies;
}

/** Notes a violation, in place. */
export function addViolation(report: Report, violation: Violation): void {
  const known = report.violations.find(
    ({ operation, kind, message }) =>
      operation === violation.operation &&
      kind === violation.kind &&
      message === violation.message,
  );
  if (known) known.count += violation.count;
  else if (report.violations.length < MAX_VIOLATIONS) {
    report.violations.push({ ...violation });
  }
}

/** The same report with its totals counted anew. */
export function withTotals(report: Report): Report {
  const counts = Object.values(report.operations);
  return {
    ...report,
    totals: {
      endpoints: counts.length,
      requests: counts.reduce((sum, { requests }) => sum + requests, 0),
      replies: counts.reduce((sum, { replies }) => sum + replies, 0),
      violations: report.violations.length,
    },
  };
}

/** The one line that a test run ends with. */
export function summary({ totals }: Report): string {
  const { endpoints, requests, replies, violations } = totals;
  return `contract: ${endpoints} endpoints, ${requests} requests and ${replies} replies validated, ${violations} violations`;
}
