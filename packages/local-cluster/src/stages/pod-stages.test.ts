import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { podStagesYaml } from './pod-stages.ts';
import { simulations } from './simulation.ts';

test('the stages are valid YAML with one name each', () => {
  const documents = parseAllDocuments(podStagesYaml());
  const names = documents.map(document => {
    assert.deepEqual(document.errors, []);
    return document.getIn(['metadata', 'name']);
  });
  assert.equal(new Set(names).size, names.length);
});

test('every simulation keeps a pod from the ordinary way to Ready, and has a stage', () => {
  const yaml = podStagesYaml();
  const ordinary = yaml.slice(0, yaml.indexOf('---'));
  for (const simulation of simulations) {
    assert.ok(ordinary.includes(simulation), simulation);
    const stages = yaml.split('---\n').slice(1);
    assert.ok(
      stages.some(stage => stage.includes(simulation)),
      simulation,
    );
  }
});
