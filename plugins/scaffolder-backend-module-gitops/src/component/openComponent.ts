import { InputError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  componentFile,
  ENVIRONMENTS_FILE,
  parseComponent,
  parseEnvironments,
  type Environments,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { assertOwner } from '@slipway/plugin-gitops-node';
import {
  GitOpsBase,
  GitOpsRepository,
  readBase,
  readFileAt,
} from '../proposal/gitOpsBase';
import type { ChangeActionOptions } from './changeActionOptions';
import { FileTree, treeBelow } from './componentTree';
import { openRepository } from './openRepository';
import { personOf, type PersonContext } from './personOf';
import { resolveComponent } from './resolveComponent';

/** A component of the GitOps repository that the person may change. */
export interface OpenComponent {
  repository: GitOpsRepository;
  base: GitOpsBase;
  environments: Environments;
  described: GitOpsComponent;
  /** Everything below `apps/<component>`. */
  files: FileTree;
  /** Text of a file at the base, or undefined if there is none. */
  read(path: string): Promise<string | undefined>;
}

/**
 * Reads a component for an action that changes it.
 *
 * @throws InputError if the GitOps repository does not have it, or the person neither sees nor owns it
 * @throws NotAllowedError if the person is not of the team that owns it
 */
export async function openComponent(
  options: ChangeActionOptions,
  ctx: PersonContext & Pick<ActionContext<{}>, 'signal'>,
  entityRef: string,
): Promise<OpenComponent> {
  const credentials = await personOf(options.auth, ctx);
  const { name, entity } = await resolveComponent(
    options.catalog,
    entityRef,
    credentials,
  );
  const repository = await openRepository(options, ctx.signal);
  const base = await readBase(repository);
  const read = (path: string) => readFileAt(repository, path, base.commit);
  const file = componentFile(name);
  const text = await read(file);
  const unknown = new InputError(
    `${repository.location.url} has no ${file} on ${repository.branch}; merge the pull request that creates ${name} first`,
  );
  if (text === undefined) {
    throw unknown;
  }
  const described = parseComponent(text, file);
  await assertOwner(
    options.userInfo,
    {
      component: described,
      platformGroup: options.settings.platformGroup,
      unknown: entity ? undefined : unknown,
    },
    credentials,
  );
  const environments = await readEnvironments(repository, read);
  const files = await treeBelow(repository, base, `apps/${name}`);
  return { repository, base, environments, described, files, read };
}

/** Environments and clusters as the branch has them. */
export async function readEnvironments(
  { location, branch }: GitOpsRepository,
  read: OpenComponent['read'],
): Promise<Environments> {
  const text = await read(ENVIRONMENTS_FILE);
  if (text === undefined) {
    throw new InputError(
      `${location.url} has no ${ENVIRONMENTS_FILE} on ${branch}; it lists environments and clusters`,
    );
  }
  return parseEnvironments(text);
}

/** Directory names below a component's `overlays/`. */
export function overlaysOf({
  described,
  files,
}: Pick<OpenComponent, 'described' | 'files'>): string[] {
  const root = `apps/${described.name}/overlays/`;
  const names = [...files.keys()]
    .filter(path => path.startsWith(root))
    .map(path => path.slice(root.length).split('/'))
    .flatMap(([name, ...rest]) => (rest.length > 0 ? [name] : []));
  return [...new Set(names)];
}
