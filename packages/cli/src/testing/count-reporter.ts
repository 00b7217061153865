import type { TestEvent } from 'node:test/reporters';

/** A reporter for `node --test`: one JSON line for each test that ended, suites left out. */
export default async function* countReporter(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    const wasRun = data.skip === undefined && data.todo === undefined;
    const passed = wasRun ? 'passed' : 'skipped';
    const result = type === 'test:fail' ? 'failed' : passed;
    yield `${JSON.stringify({ result, name: data.name, file: data.file })}\n`;
  }
}
