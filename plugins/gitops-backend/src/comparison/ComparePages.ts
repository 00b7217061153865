import type { ReportedRelease } from '@slipway/plugin-gitops-common';
import type { ReleaseStore } from '../releases/ReleaseStore';

/** Two releases of a component. */
export interface ReleasePair {
  component: string;
  from?: string;
  to: string;
}

/** Knows the pages of the forge that show the commits between two releases. */
export class ComparePages {
  readonly #releases: Pick<ReleaseStore, 'findAll'>;
  readonly #forgeUrl: string;

  /** @param forgeUrl - address of the forge that has the sources */
  constructor(releases: Pick<ReleaseStore, 'findAll'>, forgeUrl: string) {
    this.#releases = releases;
    this.#forgeUrl = forgeUrl;
  }

  /** The pages, in order; undefined where CI did not report both releases, or from different repositories. */
  async of(pairs: readonly ReleasePair[]): Promise<(string | undefined)[]> {
    const reported = await this.#releases.findAll(
      pairs.flatMap(({ component, from, to }) =>
        from === undefined
          ? []
          : [from, to].map(version => ({ component, version })),
      ),
    );
    const sources = new Map(
      reported.map(({ component, version, source }) => [
        key(component, version),
        source,
      ]),
    );
    return pairs.map(({ component, from, to }) =>
      from === undefined
        ? undefined
        : this.#page(
            sources.get(key(component, from)),
            sources.get(key(component, to)),
          ),
    );
  }

  #page(
    from: ReportedRelease['source'] | undefined,
    to: ReportedRelease['source'] | undefined,
  ): string | undefined {
    return from && from.repository === to?.repository
      ? `${this.#forgeUrl}/${to.repository}/compare/${from.commit}...${to.commit}`
      : undefined;
  }
}

function key(component: string, version: string): string {
  return `${component}@${version}`;
}
