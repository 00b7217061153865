import type { ForgePullRequestEvent } from '@slipway/plugin-gitops-node';
import { loginOf } from './loginOf';
import type { GithubDetail } from './pullRequestReply';

/** What people said on lines of files, and on files as a whole. */
export function remarksOf({
  nodes,
}: GithubDetail['reviewThreads']): ForgePullRequestEvent[] {
  return nodes.flatMap(thread =>
    thread.comments.nodes.map(remark => ({
      kind: 'comment' as const,
      author: loginOf(remark.author),
      body: remark.body,
      at: remark.createdAt,
      url: remark.url,
      own: remark.viewerDidAuthor,
      commit: remark.originalCommit?.oid,
      place: {
        path: thread.path,
        line: thread.line ?? thread.originalLine ?? undefined,
        outdated: thread.isOutdated,
        resolved: thread.isResolved,
      },
    })),
  );
}
