import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { templateRoot } from './support/form.ts';

interface Page {
  required?: string[];
  properties: Record<string, { default?: string; 'ui:field'?: string }>;
}

for (const template of ['app-base-go-react', 'app-base-ts'] as const) {
  test(`the form of ${template} ends with the plan, which no task needs`, async () => {
    const text = await readFile(
      join(templateRoot(template), 'template.yaml'),
      'utf8',
    );
    const { spec } = parse(text) as {
      spec: { parameters: Page[]; steps: unknown; output: unknown };
    };
    const last = spec.parameters.at(-1);
    assert.equal(last?.properties.plan['ui:field'], 'CreationPlan');
    // The form asks a field only about an answer that is there.
    assert.equal(last.properties.plan.default, '');
    assert.equal(last.required, undefined);
    assert.doesNotMatch(
      JSON.stringify([spec.steps, spec.output]),
      /parameters\.plan/,
    );
  });
}
