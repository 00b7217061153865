import type { Plan } from '@slipway/plugin-gitops-common';
import type { Renderer } from '@slipway/renderer';
import { Planner, type PlanOptions } from '../Planner';
import { MemoryCache } from '../store/MemoryCache';
import { ObjectTree } from '../trees/ObjectTree';
import { LocalClone } from './LocalClone';

/** What is compared in a clone. */
export interface ClonePlanRequest extends PlanOptions {
  /** A directory in the clone. */
  directory: string;
  base: string;
  head: string;
  /** Whether what is not committed yet belongs to the head. */
  worktree: boolean;
  renderer: Renderer;
}

/** Plans what merging one commit of a clone into another would do. Nothing in the clone changes. */
export async function planClone(request: ClonePlanRequest): Promise<Plan> {
  const clone = await LocalClone.open(request.directory);
  try {
    const { objects } = clone;
    const baseCommit = await clone.commitOf(request.base);
    const committed = await clone.commitOf(request.head);
    const head = request.worktree
      ? await clone.commitWorkTree(committed)
      : committed;
    const merged = await objects.mergedTree(baseCommit, head);
    const planner = new Planner({
      renderer: request.renderer,
      cache: new MemoryCache(),
      version: '',
    });
    const { plan } = await planner.plan(
      {
        base: await ObjectTree.load(objects, baseCommit),
        baseCommit,
        head: await ObjectTree.load(objects, merged),
        headCommit: request.worktree ? undefined : committed,
      },
      request,
    );
    return plan;
  } finally {
    await clone.close();
  }
}
