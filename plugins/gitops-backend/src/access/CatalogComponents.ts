import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { causedBy, COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { LRUCache } from 'lru-cache';
import type { VisibleComponent } from './VisibleComponents';

const ANNOTATION = `metadata.annotations.${COMPONENT_ANNOTATION}`;
const PAGE = 500;
/** The catalog's answer serves somebody for this long before it is asked again. Milliseconds. */
const FRESH_MS = 15_000;
/** While it is asked again, nobody waits for an answer younger than this. Milliseconds. */
const USABLE_MS = 60_000;
/** People who look at a time. */
const CACHE_SIZE = 200;

/** The components of the catalog, as it shows them to each. */
export class CatalogComponents {
  readonly #cache: LRUCache<
    string,
    ReadonlyMap<string, VisibleComponent>,
    BackstageCredentials
  >;

  constructor(catalog: Pick<CatalogService, 'streamEntities'>) {
    this.#cache = new LRUCache({
      max: CACHE_SIZE,
      ttl: FRESH_MS,
      perf: Date,
      // Who waits gets an answer even if it is forgotten meanwhile.
      ignoreFetchAbort: true,
      fetchMethod: (_key, _stale, { context }) => read(catalog, context),
    });
  }

  /**
   * By the name that the GitOps repository has for them.
   *
   * @param principal - tells credentials apart
   * @param maxAgeMs - an older answer is not used
   * @throws `ServiceUnavailableError` if the catalog does not answer
   */
  async of(
    principal: string,
    credentials: BackstageCredentials,
    maxAgeMs = USABLE_MS,
  ): Promise<ReadonlyMap<string, VisibleComponent>> {
    const age = FRESH_MS - this.#cache.getRemainingTTL(principal);
    return this.#cache.forceFetch(principal, {
      context: credentials,
      allowStale: age < maxAgeMs,
      forceRefresh: age >= maxAgeMs,
    });
  }
}

async function read(
  catalog: Pick<CatalogService, 'streamEntities'>,
  credentials: BackstageCredentials,
): Promise<ReadonlyMap<string, VisibleComponent>> {
  const found = new Map<string, VisibleComponent>();
  try {
    const pages = catalog.streamEntities(
      {
        filter: { kind: 'Component', [ANNOTATION]: CATALOG_FILTER_EXISTS },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.owner',
          'spec.system',
        ],
        pageSize: PAGE,
      },
      { credentials },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const one = componentOf(entity);
        const other = found.get(one.name);
        // Two entities may name one component; which of them speaks for it must not depend on their order.
        if (!other || one.entityRef < other.entityRef) {
          found.set(one.name, one);
        }
      }
    }
  } catch (error) {
    throw causedBy(
      new ServiceUnavailableError(
        `The catalog did not say which components you may see: ${toError(error).message}; try again`,
      ),
      error,
    );
  }
  return found;
}

function componentOf(entity: Entity): VisibleComponent {
  const { annotations, namespace } = entity.metadata;
  return {
    name: annotations?.[COMPONENT_ANNOTATION] ?? '',
    entityRef: stringifyEntityRef(entity),
    owner: reference(entity.spec?.owner, 'Group', namespace),
    system: reference(entity.spec?.system, 'System', namespace),
  };
}

function reference(
  value: unknown,
  defaultKind: string,
  defaultNamespace: string | undefined,
): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace }),
    );
  } catch {
    // What names nobody belongs to nobody.
    return undefined;
  }
}
