import type { OptionValues } from '../cli/verb.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode } from '../problem.ts';
import { followPromotion } from './follow.ts';
import { detailLine, previewPage } from './page.ts';
import {
  detailSchema,
  type Preview,
  previewSchema,
  type PromotionRequest,
} from './reply.ts';

/** Says what a request would do, and asks for it, unless it is only rehearsed or nothing can come of it. */
export async function requestPromotion(
  portal: PortalClient,
  request: PromotionRequest,
  { options, seconds }: { options: OptionValues; seconds: number },
): Promise<number> {
  const preview = await portal.ask({
    method: 'POST',
    path: '/api/gitops/promotions/preview',
    body: request,
    reply: previewSchema,
  });
  const refused = isRefused(preview);
  if (options['dry-run'] || refused) {
    writeResult(options.json, preview, () =>
      [
        previewPage(request.environment, preview, new Terminal()),
        refused ? 'Refused; nothing is asked for.' : 'Nothing is asked for.',
      ].join('\n'),
    );
    return refused ? ExitCode.failed : ExitCode.ok;
  }
  const terminal = new Terminal(process.stderr);
  terminal.line(previewPage(request.environment, preview, terminal));
  const detail = await portal.ask({
    method: 'POST',
    path: '/api/gitops/promotions',
    body: request,
    reply: detailSchema,
  });
  if (options.wait) {
    return followPromotion(portal, detail, { json: options.json, seconds });
  }
  writeResult(options.json, detail, () => detailLine(detail));
  return detail.promotion.state === 'refused' ||
    detail.promotion.state === 'failed'
    ? ExitCode.failed
    : ExitCode.ok;
}

function isRefused({ gates, verdict }: Preview): boolean {
  return (
    verdict?.level === 'refused' ||
    gates.some(({ state }) => state === 'refused')
  );
}
