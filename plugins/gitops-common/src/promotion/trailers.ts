import { oneLine } from '../plan/report/markdown';
import { COMMIT_TRAILERS } from '../pullrequests/branchName';
import {
  livePartsOf,
  type Promotion,
  type PromotionKind,
  promotionKindSchema,
} from './promotion';

/** The trailers of a promotion's commit; those of component, from and to come once for each part. */
export function trailersOf(promotion: Promotion): string[] {
  return [
    trailer('change', promotion.kind),
    trailer('environment', promotion.environment),
    ...livePartsOf(promotion).flatMap(({ component, from, to }) => [
      trailer('component', component),
      ...(from === undefined ? [] : [trailer('from', from)]),
      trailer('to', to),
    ]),
    trailer('requestedBy', promotion.requestedBy),
  ];
}

/** What a commit says about itself. It is a claim: whoever can push can write it. */
export interface CommitClaims {
  kind?: PromotionKind;
  requestedBy?: string;
}

const MOST_READ = 100_000;

/**
 * Reads the trailers of a commit's message: the last paragraph that has nothing else, and is not the subject. Forges
 * put paragraphs of their own behind it when they squash.
 */
export function readTrailers(message: string): CommitClaims {
  const lines =
    message
      .slice(0, MOST_READ)
      .trim()
      .split(/\n[ \t\r]*\n/)
      .slice(1)
      .map(paragraph => paragraph.split('\n'))
      .reverse()
      .find(isOurs) ?? [];
  const value = (key: keyof typeof COMMIT_TRAILERS) =>
    lines
      .find(line => line.startsWith(`${COMMIT_TRAILERS[key]}: `))
      ?.slice(COMMIT_TRAILERS[key].length + 2)
      .trim()
      .slice(0, 300);
  const kind = promotionKindSchema.safeParse(value('change'));
  const requestedBy = oneLine(value('requestedBy') ?? '');
  return {
    ...(kind.success && { kind: kind.data }),
    ...(requestedBy !== '' && { requestedBy }),
  };
}

function isOurs(lines: readonly string[]): boolean {
  return (
    lines.every(line => /^[A-Za-z][A-Za-z-]*: /.test(line)) &&
    lines.some(line => line.startsWith('Slipway-'))
  );
}

/** A value with a line break could forge the trailers that follow. */
function trailer(key: keyof typeof COMMIT_TRAILERS, value: string): string {
  return `${COMMIT_TRAILERS[key]}: ${oneLine(value)}`;
}
