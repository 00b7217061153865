import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const resultSchema = z.object({
  status: z.string(),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});
const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(resultSchema) })),
});

interface SuiteReport {
  specs: z.infer<typeof specSchema>[];
  suites?: SuiteReport[] | undefined;
}

const suiteSchema: z.ZodType<SuiteReport> = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

/** The part of Playwright's JSON report that counts and failures are read from. */
export const playwrightReportSchema = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
  suites: z.array(suiteSchema).default([]),
});

/** See {@link playwrightReportSchema}. */
export type PlaywrightReport = z.infer<typeof playwrightReportSchema>;

const MESSAGE_LINES = 8;

/** What failed, each with the first lines of its first error, in the order of the story. */
export function describeFailures(report: PlaywrightReport): string[] {
  return report.suites.flatMap(specsOf).flatMap(spec => {
    const [message] = spec.tests
      .flatMap(({ results }) => results)
      .flatMap(({ errors }) => errors)
      .flatMap(error => error.message ?? []);
    if (message === undefined) return [];
    const lines = stripVTControlCharacters(message)
      .split('\n')
      .filter(line => line.trim() !== '')
      .slice(0, MESSAGE_LINES);
    return [
      [
        `✘ ${spec.file}: ${spec.title}`,
        ...lines.map(line => `    ${line}`),
      ].join('\n  '),
    ];
  });
}

function specsOf(suite: SuiteReport): SuiteReport['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}
