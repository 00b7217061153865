import type { OverlayStyle } from '@slipway/plugin-gitops-common';
import { GitError, runGit } from '../../git/runGit';

const MIB = 1024 * 1024;
const LIMITS = { timeoutMs: 60_000, maxOutput: 64 * MIB };
const LAYERS = [
  ':(glob)apps/*/overlays/*/release/kustomization.yaml',
  ':(glob)apps/*/overlays/*/release/release.yaml',
];
const LAYER =
  /^apps\/([a-z0-9-]{1,63})\/overlays\/([a-z0-9-]{1,130})\/release\/(kustomization|release)\.yaml$/;
const RAW = ['--raw', '--no-abbrev', '--no-renames', '-z'];

/** One release layer that a commit touches. */
export interface TouchedLayer {
  component: string;
  /** Name of the overlay's directory. */
  overlay: string;
  style: OverlayStyle;
  /** Id of its text on each side; undefined if it is not a file there. */
  before?: string;
  after?: string;
}

/** A commit of the branch, and what it did to release layers since another. */
export interface TouchingCommit {
  sha: string;
  /** What it is compared with: its first parent, unless the branch was rewritten. */
  base: string;
  layers: TouchedLayer[];
}

/** Finds the commits of a branch that touch release layers. */
export class LayerWalk {
  readonly #directory: string;

  /** @param directory - of the bare repository */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Commits after one and up to another that follows it, the oldest first; a merge is one commit. Where the branch
   * went on as the other side of a merge, only the whole difference says what came to it.
   */
  async between(base: string, head: string): Promise<TouchingCommit[]> {
    const range = `${base}..${head}`;
    const output = await this.#git([
      'rev-list',
      '--first-parent',
      '--parents',
      range,
    ]);
    const [, parent] = output.trim().split('\n').at(-1)?.split(' ') ?? [];
    return parent === base ? this.#log([range]) : this.across(base, head);
  }

  /** The newest commits, the oldest first. */
  async newest(
    head: string,
    bounds: { commits: number; since: Date },
  ): Promise<TouchingCommit[]> {
    return this.#log([
      `--max-count=${bounds.commits}`,
      `--since=${bounds.since.toISOString()}`,
      head,
    ]);
  }

  /** What differs between two commits, as if it was done by the second. */
  async across(base: string, sha: string): Promise<TouchingCommit[]> {
    const output = await this.#git([
      'diff-tree',
      '-r',
      ...RAW,
      base,
      sha,
      '--',
      ...LAYERS,
    ]);
    const layers = layersIn(output.split('\0'));
    return layers.length > 0 ? [{ sha, base, layers }] : [];
  }

  /** Whether the repository has a commit. */
  async has(commit: string): Promise<boolean> {
    return this.#succeeds(['cat-file', '-e', `${commit}^{commit}`]);
  }

  /** Whether a commit is another, or came before it. */
  async leadsTo(commit: string, later: string): Promise<boolean> {
    return this.#succeeds(['merge-base', '--is-ancestor', commit, later]);
  }

  async #log(range: readonly string[]): Promise<TouchingCommit[]> {
    const output = await this.#git([
      'log',
      '--first-parent',
      '-m',
      '--reverse',
      ...RAW,
      '--format=%x01%H',
      ...range,
      '--',
      ...LAYERS,
    ]);
    return output
      .split('\u0001')
      .slice(1)
      .map(block => {
        const [sha, ...entries] = block.split('\0');
        return { sha, base: `${sha}^1`, layers: layersIn(entries) };
      });
  }

  async #succeeds(args: readonly string[]): Promise<boolean> {
    try {
      await this.#git(args);
      return true;
    } catch (error) {
      if (error instanceof GitError) {
        return false;
      }
      throw error;
    }
  }

  async #git(args: readonly string[]): Promise<string> {
    const output = await runGit({ ...LIMITS, gitDir: this.#directory, args });
    return output.toString('utf8');
  }
}

/** Reads git's raw format: modes, ids and a letter, then the path. */
function layersIn(entries: readonly string[]): TouchedLayer[] {
  const layers = new Map<string, TouchedLayer>();
  entries.forEach((entry, index) => {
    const sides =
      /^\n?:(\d{6}) (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [A-Z]$/.exec(
        entry,
      );
    const path = LAYER.exec(entries[index + 1] ?? '');
    if (!sides || !path) {
      return;
    }
    const [, component, overlay, file] = path;
    const layer: TouchedLayer = {
      component,
      overlay,
      style: file === 'release' ? 'helm' : 'kustomize',
      before: fileOf(sides[1], sides[3]),
      after: fileOf(sides[2], sides[4]),
    };
    const key = `${component}/${overlay}`;
    // Of two files, as where the style changes, the one that is there afterwards counts.
    if (!layers.has(key) || layer.after !== undefined) {
      layers.set(key, layer);
    }
  });
  return [...layers.values()];
}

/** Links and submodules are never followed. */
function fileOf(mode: string, oid: string): string | undefined {
  return mode === '100644' || mode === '100755' ? oid : undefined;
}
