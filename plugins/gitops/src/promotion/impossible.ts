import type { PromotionPreview } from '@slipway/plugin-gitops-common';

/** Why a request cannot be confirmed as it is; undefined if it can. */
export function whyImpossible(
  preview: PromotionPreview | null | undefined,
): string | undefined {
  if (!preview) {
    return undefined;
  }
  if (preview.same) {
    return 'The same is under way already.';
  }
  if (preview.parts.every(({ from, to }) => from === to)) {
    return 'It is there already.';
  }
  const refused = preview.gates.find(({ state }) => state === 'refused');
  return refused?.message;
}
