import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { IndexStatus } from '@slipway/plugin-gitops-common';
import type { Visibility, VisibleComponents } from './VisibleComponents';

/** Nobody is told that a component does not exist by an older answer of the catalog: it may be new. Milliseconds. */
const SURE_MS = 2_000;

/** What a {@link ComponentGuard} asks. */
export interface ComponentGuardOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  visibility: Visibility;
}

/** Tells whether somebody may see something that names components. */
export type Sees = (components: readonly string[]) => boolean;

/** Keeps from replies what names components that are hidden from whoever asks. */
export class ComponentGuard {
  readonly #options: ComponentGuardOptions;

  constructor(options: ComponentGuardOptions) {
    this.#options = options;
  }

  /** @throws `NotFoundError` in the same words whether the component is hidden or unknown */
  async require(
    credentials: BackstageCredentials,
    component: string,
  ): Promise<VisibleComponents> {
    const { visibility } = this.#options;
    const visible = await visibility.of(credentials);
    if (visible.has(component)) {
      return visible;
    }
    const now = await visibility.of(credentials, { maxAgeMs: SURE_MS });
    if (!now.has(component)) {
      throw componentNotFound(component);
    }
    return now;
  }

  /**
   * Who sees something that is about several components: who sees all of them. A component that nobody has yet,
   * because this very change brings it, hides nothing.
   */
  async sees(credentials: BackstageCredentials): Promise<Sees> {
    const { auth, visibility } = this.#options;
    const [visible, all] = await Promise.all([
      visibility.of(credentials),
      auth.getOwnServiceCredentials().then(own => visibility.of(own)),
    ]);
    return components =>
      visible.unlimited ||
      components.every(name => visible.has(name) || !all.has(name));
  }
}

/** What is answered for a component that does not exist, or not for whoever asks. */
export function componentNotFound(component: string): NotFoundError {
  return new NotFoundError(
    `There is no component ${component}, or it is not for you to see; check the name`,
  );
}

/** The status of the index without what is wrong with files of hidden components. */
export function visibleStatus(
  status: IndexStatus,
  visible: VisibleComponents,
): IndexStatus {
  const shown = ({ file }: { file: string }) => {
    const component = /^apps\/([^/]+)\//.exec(file)?.[1];
    return (
      visible.unlimited || component === undefined || visible.has(component)
    );
  };
  const { problem } = status;
  return {
    ...status,
    ...(problem &&
      !shown(problem) && {
        problem: {
          file: 'apps/',
          reason: 'a file of a component that you may not see is malformed',
          commit: problem.commit,
          since: problem.since,
        },
      }),
    fileProblems: status.fileProblems.filter(shown),
  };
}
