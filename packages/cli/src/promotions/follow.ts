import { setTimeout as sleep } from 'node:timers/promises';
import { duration } from '../output/format.ts';
import { writeResult } from '../output/result.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode, Problem } from '../problem.ts';
import { detailLine } from './page.ts';
import { type Detail, detailSchema, ENDS } from './reply.ts';

const LOOK_EVERY_MS = 2000;
const REPEAT_EVERY_MS = 15_000;

/** Waits until a promotion is healthy, or has ended otherwise, and says on the way how far it is. */
export async function followPromotion(
  portal: PortalClient,
  first: Detail,
  { json, seconds }: { json: unknown; seconds: number },
): Promise<number> {
  const startedAt = Date.now();
  let detail = first;
  let said = '';
  let saidAt = startedAt;
  for (;;) {
    const line = detailLine(detail);
    const end = ENDS[detail.promotion.state];
    if (end !== undefined) {
      writeResult(json, detail, () => line);
      return end;
    }
    const passed = Date.now() - startedAt;
    if (passed > seconds * 1000) {
      throw new Problem(`After ${duration(passed)}: ${line}`, {
        exitCode: ExitCode.timedOut,
      });
    }
    if (line !== said || Date.now() - saidAt > REPEAT_EVERY_MS) {
      process.stderr.write(`${duration(passed)}: ${line}\n`);
      said = line;
      saidAt = Date.now();
    }
    await sleep(LOOK_EVERY_MS);
    detail = await lookAgain(portal, detail);
  }
}

async function lookAgain(
  portal: PortalClient,
  detail: Detail,
): Promise<Detail> {
  try {
    return await portal.ask({
      path: `/api/gitops/promotions/${encodeURIComponent(detail.promotion.id)}`,
      reply: detailSchema,
    });
  } catch (error) {
    // A portal that restarts goes on with the promotion, and so does whoever waits for it.
    if (error instanceof Problem && error.exitCode === ExitCode.unreachable) {
      return detail;
    }
    throw error;
  }
}
