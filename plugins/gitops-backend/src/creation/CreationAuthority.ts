import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';

/** What a {@link CreationAuthority} is made from. */
export interface CreationAuthorityOptions {
  userInfo: UserInfoService;
  /** Reference of the Group that may create for everybody. */
  platformGroup: string;
}

/** Knows for whom a person may create: their own teams, and the platform team for all. */
export class CreationAuthority {
  readonly #options: CreationAuthorityOptions;

  constructor(options: CreationAuthorityOptions) {
    this.#options = options;
  }

  /**
   * Lets a person plan what an owner would get.
   *
   * @param owner - entity reference or plain name of a Group
   * @throws `NotAllowedError` if the person is in no such team, `InputError` if it is no reference
   */
  async require(
    credentials: BackstageCredentials,
    owner: string,
  ): Promise<void> {
    const { userInfo, platformGroup } = this.#options;
    const ref = referenceOf(owner);
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    const groups = ownershipEntityRefs.map(one => one.toLowerCase());
    if (![ref, platformGroup.toLowerCase()].some(one => groups.includes(one))) {
      throw new NotAllowedError(
        `You are not in ${owner}; choose a team of yours as the owner`,
      );
    }
  }
}

function referenceOf(owner: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    ).toLowerCase();
  } catch (error) {
    throw new InputError(
      `${JSON.stringify(owner)} names no group; choose an owner from the list`,
      error,
    );
  }
}
