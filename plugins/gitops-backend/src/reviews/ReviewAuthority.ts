import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  componentFile,
  MalformedFileError,
  parseComponent,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';

/** What a {@link ReviewAuthority} is made from. */
export interface ReviewAuthorityOptions {
  userInfo: UserInfoService;
  index: Pick<GitOpsIndex, 'snapshot'>;
  mirror: Pick<GitMirror, 'listFiles' | 'readBlobs'>;
  /** Reference of the Group that may review everything. */
  platformGroup: string;
}

/** Knows who may review what: the platform team everything, a team what changes its components. */
export class ReviewAuthority {
  readonly #options: ReviewAuthorityOptions;

  constructor(options: ReviewAuthorityOptions) {
    this.#options = options;
  }

  /**
   * Lets a person review a pull request. The forge's rules come on top.
   *
   * @throws `NotAllowedError` if no team of the person owns what it changes
   */
  async require(
    credentials: BackstageCredentials,
    pull: { number: number; commit: string; components: readonly string[] },
  ): Promise<void> {
    const { userInfo, platformGroup } = this.#options;
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    if (ownershipEntityRefs.includes(platformGroup)) {
      return;
    }
    const owners = await this.#owners(pull);
    const may = owners.some(owner =>
      ownershipEntityRefs.includes(`group:default/${owner}`),
    );
    if (!may) {
      throw new NotAllowedError(
        `Pull request #${pull.number} is for ${[...owners, platformGroup]
          .map(ref => ref.replace('group:default/', ''))
          .join(' or ')} to review; ask one of them`,
      );
    }
  }

  async #owners(pull: {
    commit: string;
    components: readonly string[];
  }): Promise<string[]> {
    const known = this.#options.index.snapshot?.components ?? {};
    const owners = pull.components.flatMap(
      name => known[name]?.component?.owner ?? [],
    );
    // Only what is new may say itself whose it is; nobody takes over what is there by changing it.
    const fresh = pull.components.filter(name => !known[name]);
    return [
      ...new Set([...owners, ...(await this.#ownersAt(pull.commit, fresh))]),
    ];
  }

  async #ownersAt(
    commit: string,
    components: readonly string[],
  ): Promise<string[]> {
    if (components.length === 0) {
      return [];
    }
    const { mirror } = this.#options;
    const paths = new Set(components.map(componentFile));
    const files = (await mirror.listFiles(commit)).filter(
      file =>
        paths.has(file.path) &&
        file.regular &&
        file.size <= YAML_LIMITS.maxLength,
    );
    const texts = await mirror.readBlobs(files.map(({ oid }) => oid));
    return texts.flatMap((text, i) => {
      try {
        return [parseComponent(text, files[i].path).owner];
      } catch (error) {
        if (error instanceof MalformedFileError) {
          return [];
        }
        throw error;
      }
    });
  }
}
