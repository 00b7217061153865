import {
  changesOfCommit,
  type CommitChanges,
  clustersOfOverlay,
  type Environments,
  type LayerChange,
  parseOverlayName,
  releaseFile,
} from '@slipway/plugin-gitops-common';
import { CommitTexts } from './CommitTexts';
import { GitBatch } from './GitBatch';
import type { TouchingCommit } from './LayerWalk';
import { parseCommit, pullRequestOf } from './parseCommit';

const COMMITS_AT_A_TIME = 100;

/** What {@link readChanges} needs to know besides the commits. */
export interface ReadOptions {
  /** The bare repository. */
  directory: string;
  /** Page of the repository, for links to pull requests. */
  repositoryUrl: string;
  /** The environments for commits whose own cannot be read. */
  environments?: Environments;
}

/** The changes of versions that commits made, and what of them cannot be read; the oldest first. */
export async function readChanges(
  commits: readonly TouchingCommit[],
  options: ReadOptions,
): Promise<CommitChanges> {
  const git = new GitBatch(options.directory);
  const result: CommitChanges = { changes: [], problems: [] };
  let { environments } = options;
  for (let start = 0; start < commits.length; start += COMMITS_AT_A_TIME) {
    const some = commits.slice(start, start + COMMITS_AT_A_TIME);
    const texts = await CommitTexts.load(git, some);
    for (const commit of some) {
      environments = texts.environments(commit.sha) ?? environments;
      const { changes, problems } = changesOf(
        commit,
        texts,
        environments,
        options.repositoryUrl,
      );
      result.changes.push(...changes);
      result.problems.push(...problems);
    }
  }
  return result;
}

function changesOf(
  { sha, base, layers }: TouchingCommit,
  texts: CommitTexts,
  environments: Environments | undefined,
  repositoryUrl: string,
): CommitChanges {
  const commit = texts.commit(sha);
  if (!environments || !commit) {
    const reason = commit
      ? 'it says nothing of environments yet'
      : 'it is too large';
    return {
      changes: [],
      problems: [{ file: `commit ${sha}`, reason }],
    };
  }
  const { author, committedAt, message } = parseCommit(commit);
  // Of a rewritten branch, the last commit did not do all that differs.
  const words = base === `${sha}^1` ? wordsOf(message, texts.merged(sha)) : '';
  const number = pullRequestOf(words);
  const problems: CommitChanges['problems'] = [];
  const changes = layers.flatMap((layer): LayerChange[] => {
    const overlay = parseOverlayName(
      environments,
      layer.component,
      layer.overlay,
    );
    const environment = environments.environments.find(
      one => one.name === overlay?.environment,
    );
    if (!overlay || !environment) {
      // A directory of no environment lands on no cluster.
      return [];
    }
    const sides = {
      before: texts.layer(layer.before),
      after: texts.layer(layer.after),
    };
    if (sides.before === null || sides.after === null) {
      const file = releaseFile(overlay, layer.style);
      problems.push({ file, reason: `is too large in commit ${sha}` });
      return [];
    }
    return [
      {
        overlay,
        clusters: clustersOfOverlay(
          environment,
          overlay,
          texts.overlays({ sha, base }, layer),
        ),
        style: layer.style,
        before: sides.before,
        after: sides.after,
      },
    ];
  });
  const read = changesOfCommit(
    {
      sha,
      at: committedAt,
      author,
      message: words,
      ...(number !== undefined && {
        pullRequest: { number, url: `${repositoryUrl}/pull/${number}` },
      }),
    },
    changes,
  );
  return {
    changes: read.changes,
    problems: [...problems, ...read.problems],
  };
}

/** Forges merge in words of their own: who asked for a change, and what it is, says the commit that was merged. */
function wordsOf(message: string, merged: string | undefined): string {
  return merged === undefined
    ? message
    : `${message.trimEnd()}\n\n${parseCommit(merged).message}`;
}
