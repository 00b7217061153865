import { z } from 'zod';
import { forbiddenSyncs, syncWindowsSchema } from './syncWindows';

const CLUSTER_KIND = 'cluster-wide kind';
const NAMESPACED_KIND = 'kind';
const IN_CLUSTER = 'https://kubernetes.default.svc';

const texts = z.array(z.string()).nullish();
const kinds = z
  .array(z.looseObject({ group: z.string().default(''), kind: z.string() }))
  .nullish();

/** As much of an AppProject as gives or takes rights. */
export const projectRightsSchema = z.looseObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('AppProject'),
  spec: z.looseObject({
    sourceRepos: texts,
    sourceNamespaces: texts,
    destinations: z
      .array(
        z.looseObject({
          namespace: z.string().default(''),
          server: z.string().nullish(),
          name: z.string().nullish(),
        }),
      )
      .nullish(),
    clusterResourceWhitelist: kinds,
    clusterResourceBlacklist: kinds,
    namespaceResourceWhitelist: kinds,
    namespaceResourceBlacklist: kinds,
    roles: z
      .array(
        z.looseObject({ name: z.string(), policies: texts, groups: texts }),
      )
      .nullish(),
    syncWindows: syncWindowsSchema,
    destinationServiceAccounts: z
      .array(
        z.looseObject({
          server: z.string().default(''),
          namespace: z.string().default(''),
          defaultServiceAccount: z.string().default(''),
        }),
      )
      .nullish(),
    signatureKeys: z.array(z.looseObject({ keyID: z.string() })).nullish(),
  }),
});

/** Something that a project allows, or forbids. */
export interface Right {
  /** In the words of the domain. */
  words: string;
  /** Rights of different scopes have nothing to do with each other. */
  scope: string;
  /** Globs, all of which must match. */
  patterns: readonly string[];
}

/** What a project allows, and what it forbids in spite of that. */
export interface Rights {
  allowed: Right[];
  forbidden: Right[];
}

/** Reads the rights out of an AppProject, as Argo CD takes them. */
export function rightsOf({
  spec,
}: z.output<typeof projectRightsSchema>): Rights {
  const all = [
    ...(spec.sourceRepos ?? []).map(url => negatable('repository', url)),
    ...(spec.sourceNamespaces ?? []).map(name =>
      right('Applications in namespace', name, [name]),
    ),
    ...(spec.destinations ?? []).map(({ namespace, server, name }) =>
      destination(namespace, server ?? name ?? IN_CLUSTER),
    ),
    ...(spec.roles ?? []).flatMap(role => [
      ...(role.policies ?? []).map(policy =>
        right(`role ${role.name}:`, policy, [role.name, policy]),
      ),
      ...(role.groups ?? []).map(group =>
        right(`role ${role.name} for group`, group, [role.name, group]),
      ),
    ]),
    ...(spec.destinationServiceAccounts ?? []).map(one =>
      serviceAccount(one.defaultServiceAccount, one.namespace, one.server),
    ),
    ...(spec.clusterResourceWhitelist ?? []).map(one =>
      kind(CLUSTER_KIND, one),
    ),
    // No list at all allows every kind; an empty one allows none.
    ...(spec.namespaceResourceWhitelist ?? [{ group: '*', kind: '*' }]).map(
      one => kind(NAMESPACED_KIND, one),
    ),
  ];
  const forbidden = [
    ...all.filter(one => one.scope.startsWith('!')).map(plain),
    ...(spec.clusterResourceBlacklist ?? []).map(one =>
      kind(CLUSTER_KIND, one),
    ),
    ...(spec.namespaceResourceBlacklist ?? []).map(one =>
      kind(NAMESPACED_KIND, one),
    ),
    ...forbiddenSyncs(spec.syncWindows),
    ...((spec.signatureKeys ?? []).length > 0
      ? [right('commits that are not signed', '', ['*'])]
      : []),
  ];
  return { allowed: all.filter(one => !one.scope.startsWith('!')), forbidden };
}

function right(scope: string, subject: string, patterns: string[]): Right {
  return { words: `${scope} ${subject}`.trim(), scope, patterns };
}

function negatable(scope: string, pattern: string): Right {
  return pattern.startsWith('!')
    ? right(`!${scope}`, pattern.slice(1), [pattern.slice(1)])
    : right(scope, pattern, [pattern]);
}

function plain(one: Right): Right {
  return { ...one, words: one.words.slice(1), scope: one.scope.slice(1) };
}

function destination(namespace: string, server: string): Right {
  const here = server === IN_CLUSTER || server === 'in-cluster';
  const denied = namespace.startsWith('!') || server.startsWith('!');
  const [where, what] = [server, namespace].map(one => one.replace(/^!/, ''));
  const words = `${what === '*' ? 'every namespace' : what}${here ? '' : ` on ${where}`}`;
  return {
    ...right(`${denied ? '!' : ''}namespace`, words, [
      here ? IN_CLUSTER : where,
      what,
    ]),
    ...(what === '*' && !denied && { words }),
  };
}

/** Argo CD applies what goes there as this account, and with its rights. */
function serviceAccount(
  name: string,
  namespace: string,
  server: string,
): Right {
  const scope = `syncs as service account ${name}`;
  const place = destination(namespace, server);
  return {
    words: `${scope} into ${place.words}`,
    scope,
    patterns: place.patterns,
  };
}

function kind(scope: string, one: { group: string; kind: string }): Right {
  const every = one.kind === '*' ? `every ${scope}` : `${scope} ${one.kind}`;
  const group = one.group === '' || one.group === '*' ? '' : ` of ${one.group}`;
  return { words: `${every}${group}`, scope, patterns: [one.group, one.kind] };
}
