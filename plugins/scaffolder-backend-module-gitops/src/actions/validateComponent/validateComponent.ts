import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  componentNameProblem,
  namespaceProblem,
  type Availability,
  type EnvironmentsResponse,
} from '@slipway/plugin-gitops-common';
import { belongsToOneOf } from '@slipway/plugin-gitops-node';
import { personOf } from '../../component/personOf';
import { createForgeClient } from '../../forge/createForgeClient';
import { toDomainError } from '../../forge/forgeErrors';
import { parseRepositoryLocation } from '../../forge/repositoryLocation';
import {
  componentPage,
  inspectRepository,
} from '../../repository/serviceRepository';
import { CreationSettings } from '../../service/creationSettings';
import { GitOpsClient } from '../../service/gitopsClient';
import { examples } from './validateComponent.examples';

/** What `gitops:validate-component` is made from. */
export interface ValidateComponentActionOptions {
  auth: AuthService;
  integrations: ScmIntegrationRegistry;
  credentials: GithubCredentialsProvider;
  settings: CreationSettings;
  gitops: Pick<GitOpsClient, 'getAvailability' | 'getEnvironments'>;
  userInfo: UserInfoService;
}

/** Conflicts that are no conflict when the repository is an earlier attempt's. */
const ADOPTABLE = ['repository', 'entity', 'overlay'];

/**
 * `gitops:validate-component`: checks on the server what the form checked in
 * the browser, so that nothing is created that cannot be finished, and derives
 * every value that later steps need.
 */
export function createValidateComponentAction(
  options: ValidateComponentActionOptions,
) {
  const { auth, integrations, credentials, settings, gitops, userInfo } =
    options;
  return createTemplateAction({
    id: 'gitops:validate-component',
    description:
      'Checks that a component can be created, before anything is, and derives its repository and clusters.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: z => z.string().max(253).describe('Name of the component.'),
        owner: z => z.string().max(253).describe('Reference of the group.'),
        environments: z => z.array(z.string()).min(1).max(50),
      },
      output: {
        owner: z => z.string().describe('Slug of the owning team.'),
        ownerRef: z => z.string(),
        repository: z => z.string().describe('`OWNER/NAME`.'),
        repoUrl: z => z.string().describe('`HOST?owner=OWNER&repo=NAME`.'),
        repositoryUrl: z => z.string(),
        forgeUrl: z => z.string(),
        registry: z => z.string(),
        domain: z => z.string(),
        portalUrl: z => z.string(),
        ingressClass: z =>
          z.string().describe('Class of the Ingresses, by what serves them.'),
        goModule: z => z.string(),
        environments: z => z.array(z.string()),
        clustersByEnvironment: z => z.record(z.array(z.string())),
      },
    },
    async handler(ctx) {
      const { component } = ctx.input;
      const group = parseEntityRef(ctx.input.owner, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      });
      const ownerRef = stringifyEntityRef(group);
      refuse(componentNameProblem(component));
      const caller = await personOf(auth, ctx);
      const owners = [ownerRef, settings.platformGroup];
      // Programs are in no team; what they may do, their tokens say.
      const isPerson = auth.isPrincipal(caller, 'user');
      if (isPerson && !(await belongsToOneOf(userInfo, owners, caller))) {
        throw new NotAllowedError(
          `You are not in ${group.name}; choose a team of yours as the owner. Nothing was created.`,
        );
      }
      const [availability, known] = await Promise.all([
        gitops.getAvailability(component, ownerRef, caller),
        gitops.getEnvironments(caller),
      ]);
      const environments = chosenEnvironments(known, ctx.input.environments);
      for (const { name } of environments) {
        refuse(namespaceProblem(component, name));
      }
      const forge = new URL(settings.repository.url);
      const repository = `${settings.organization}/${component}`;
      const repoUrl = `${forge.host}?owner=${settings.organization}&repo=${component}`;
      const location = parseRepositoryLocation(
        `${forge.origin}/${repository}`,
        integrations,
      );
      const isAdopted = async () => {
        const client = await createForgeClient({
          integrations,
          credentials,
          location,
          signal: ctx.signal,
        });
        const homepage = componentPage(settings.portalUrl, component);
        const wanted = {
          owner: location.owner,
          repo: location.repo,
          homepage,
        };
        return (await inspectRepository(client, wanted)) !== 'absent';
      };
      try {
        await checkAvailability(availability, isAdopted);
      } catch (error) {
        throw toDomainError(
          error,
          `checking ${component}`,
          'Nothing was created; retry the task.',
        );
      }
      ctx.output('owner', group.name);
      ctx.output('ownerRef', ownerRef);
      ctx.output('repository', repository);
      ctx.output('repoUrl', repoUrl);
      ctx.output('repositoryUrl', location.url);
      ctx.output('forgeUrl', forge.origin);
      ctx.output('registry', settings.registry);
      ctx.output('domain', settings.domain);
      ctx.output('portalUrl', settings.portalUrl);
      ctx.output('ingressClass', known.ingress.controller);
      ctx.output('goModule', `${forge.hostname}/${repository}`);
      ctx.output(
        'environments',
        environments.map(({ name }) => name),
      );
      ctx.output(
        'clustersByEnvironment',
        Object.fromEntries(
          environments.map(({ name, clusters }) => [name, clusters]),
        ),
      );
    },
  });
}

function refuse(problem: string | undefined) {
  if (problem) {
    throw new InputError(`${problem} Nothing was created.`);
  }
}

/** The chosen environments in order of promotion. */
function chosenEnvironments(
  known: EnvironmentsResponse,
  names: readonly string[],
) {
  const missing = names.find(
    name => !known.environments.some(one => one.name === name),
  );
  if (missing !== undefined) {
    throw new InputError(
      `Environment "${missing}" does not exist; choose from ${known.environments
        .map(({ name }) => name)
        .join(', ')}. Nothing was created.`,
    );
  }
  return known.environments.filter(({ name }) => names.includes(name));
}

async function checkAvailability(
  availability: Availability,
  isAdopted: () => Promise<boolean>,
) {
  const { checks } = availability;
  const unknown = checks.find(({ status }) => status === 'unknown');
  if (unknown) {
    throw new ServiceUnavailableError(
      `${unknown.message} Nothing was created; retry the task in a minute.`,
    );
  }
  const conflicts = checks.filter(({ status }) => status === 'conflict');
  const hard = conflicts.find(({ id }) => !ADOPTABLE.includes(id));
  const left = conflicts.some(({ id }) => id === 'repository');
  if (!hard && left && (await isAdopted())) {
    return;
  }
  const conflict = hard ?? conflicts[0];
  if (conflict) {
    const where = conflict.url ? ` (${conflict.url})` : '';
    throw new InputError(`${conflict.message}${where} Nothing was created.`);
  }
}
