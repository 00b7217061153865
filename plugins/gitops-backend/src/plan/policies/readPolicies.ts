import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import {
  MalformedFileError,
  parseYaml,
  validateYaml,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import type { PlanTree } from '../trees/ObjectTree';
import { readTexts } from '../trees/readTexts';

// Without tests, and without what bin/check alone asks.
const MODULE = /^policies\/(?!check\/).*(?<!_test)\.rego$/;
const SETTINGS = 'policies/settings.yaml';
const MAX_BYTES = 1024 * 1024;

/** What judges a change: the policies of the commit that it is made to. */
export interface Policies {
  modules: ReadonlyMap<string, string>;
  data: JsonObject;
}

/** What the policies of a tree are known by, before they are read. */
export function policiesDigest(tree: PlanTree): string {
  const hash = createHash('sha256');
  for (const path of policyFiles(tree)) {
    hash.update(`${path}\0${tree.files.get(path)?.oid}\0`);
  }
  return hash.digest('hex');
}

/**
 * Reads the policies of a tree, without their tests.
 *
 * @returns undefined if it has none
 * @throws `MalformedFileError` if one of their files cannot be read
 */
export async function readPolicies(
  tree: PlanTree,
): Promise<Policies | undefined> {
  const modules = new Map<string, string>();
  let data: JsonObject = {};
  for (const [path, text] of await readTexts(
    tree,
    policyFiles(tree),
    MAX_BYTES,
  )) {
    if (text instanceof MalformedFileError) {
      throw text;
    }
    if (path === SETTINGS) {
      data = validateYaml(
        parseYaml(path, text),
        z.record(z.string(), z.json()),
      );
    } else {
      modules.set(path, text);
    }
  }
  return modules.size > 0 ? { modules, data } : undefined;
}

function policyFiles(tree: PlanTree): string[] {
  return [...tree.files.keys()]
    .filter(path => path === SETTINGS || MODULE.test(path))
    .sort();
}
