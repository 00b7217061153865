import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeFailures,
  playwrightReportSchema,
} from './playwright-report.ts';

const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 1 };

function spec(title: string, message?: string) {
  return {
    title,
    file: 'story.spec.ts',
    ok: message === undefined,
    tests: [
      {
        results: [
          {
            status: message === undefined ? 'passed' : 'failed',
            errors: message === undefined ? [] : [{ message }],
          },
        ],
      },
    ],
  };
}

test('names what failed with the first lines of its error, and nothing else', () => {
  const message = `\u001b[31mError\u001b[0m: not visible\n\n${'line\n'.repeat(50)}`;
  const report = playwrightReportSchema.parse({
    stats,
    suites: [
      {
        specs: [spec('signs in')],
        suites: [{ specs: [spec('creates', message)] }],
      },
    ],
  });
  const [failure = '', ...others] = describeFailures(report);
  assert.equal(others.length, 0);
  assert.match(failure, /^✘ story\.spec\.ts: creates\n +Error: not visible\n/);
  assert.equal(failure.split('\n').length, 9);
});

test('has nothing to say of a report without failures', () => {
  assert.deepEqual(
    describeFailures(
      playwrightReportSchema.parse({ stats, suites: [{ specs: [spec('x')] }] }),
    ),
    [],
  );
});
