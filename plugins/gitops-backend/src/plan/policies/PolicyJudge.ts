import { createHash } from 'node:crypto';
import { toError } from '@backstage/errors';
import type { SideFinding } from '@slipway/plugin-gitops-common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { JsonObject, Renderer } from '@slipway/renderer';
import type { Policies } from './readPolicies';

const EFFECTS = ['deny', 'warn'] as const;
/** Inputs of one evaluation, so that each stays within the renderer's time and memory. */
const BATCH = 25;
const REMEMBERED_INPUTS = 10_000;

/** A rule of a policy returns these; a query that no policy answers has no value. */
const resultsSchema = z
  .array(
    z.object({
      rule: z.string(),
      object: z.string(),
      reason: z.string(),
      fix: z.string(),
    }),
  )
  .nullish();

/** What is judged: an overlay with its objects, or the repository as a whole. */
export type Subject = 'overlay' | 'repository';

/** Asks policies. The same question is asked once. */
export class PolicyJudge {
  readonly #renderer: Pick<Renderer, 'evaluate'>;
  readonly #known = new LRUCache<string, SideFinding[]>({
    max: REMEMBERED_INPUTS,
  });

  constructor(renderer: Pick<Renderer, 'evaluate'>) {
    this.#renderer = renderer;
  }

  /**
   * What policies say, input by input.
   *
   * @param digest - changes with the policies
   * @throws what the renderer throws if the signal is aborted; policies that fail are findings
   */
  async judge(
    { policies, digest }: { policies: Policies; digest: string },
    subject: Subject,
    inputs: readonly JsonObject[],
    signal?: AbortSignal,
  ): Promise<SideFinding[][]> {
    const texts = inputs.map(input => JSON.stringify(input));
    const keys = texts.map(text => keyOf(digest, subject, text));
    const findings = keys.map(key => this.#known.get(key));
    const open = inputs.flatMap((_input, index) =>
      findings[index] ? [] : [index],
    );
    const ask = async (batch: readonly number[]) => {
      const answers = await this.#ask(
        policies,
        subject,
        batch.map(index => texts[index]),
        signal,
      );
      batch.forEach((index, position) => {
        findings[index] = answers[position].findings;
        if (answers[position].final) {
          this.#known.set(keys[index], answers[position].findings);
        }
      });
    };
    const batches: number[][] = [];
    for (let at = 0; at < open.length; at += BATCH) {
      batches.push(open.slice(at, at + BATCH));
    }
    // Each of the renderer's workers takes one after another.
    await Promise.all(batches.map(ask));
    return findings.map(found => found ?? []);
  }

  async #ask(
    { modules, data }: Policies,
    subject: Subject,
    inputs: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ findings: SideFinding[]; final: boolean }[]> {
    const queries = EFFECTS.map(effect => `data.slipway.${subject}.${effect}`);
    try {
      const results = await this.#renderer.evaluate(
        { modules, data, queries, inputs },
        { signal },
      );
      return inputs.map((_input, index) => ({
        findings: findingsOf(results[index]),
        final: true,
      }));
    } catch (error) {
      signal?.throwIfAborted();
      // What cannot be judged is not allowed: otherwise a policy that fails would be a way around it.
      const finding = unjudged(toError(error).message);
      return inputs.map(() => ({ findings: [finding], final: false }));
    }
  }
}

function findingsOf(values: readonly unknown[]): SideFinding[] {
  return EFFECTS.flatMap((effect, index) => {
    const results = resultsSchema.safeParse(values[index]);
    if (!results.success) {
      return [
        unjudged(
          `a policy answers ${effect} with something else than rule, object, reason and fix`,
        ),
      ];
    }
    return (results.data ?? []).map(result => ({ ...result, effect }));
  });
}

const UNJUDGED = 'policy-error';

/** Whether a finding stands for those that nobody knows. */
export function isUnjudged({ rule }: SideFinding): boolean {
  return rule === UNJUDGED;
}

/** The finding that stands for those that nobody knows. */
export function unjudged(reason: string): SideFinding {
  return {
    rule: UNJUDGED,
    effect: 'deny',
    object: 'policies/',
    reason: `the policies cannot be asked: ${reason}`,
    fix: 'run bin/check in the GitOps repository, and correct the policy in a pull request of its own',
  };
}

function keyOf(digest: string, subject: Subject, input: string): string {
  return createHash('sha256')
    .update(`${digest}\0${subject}\0`)
    .update(input)
    .digest('base64');
}
