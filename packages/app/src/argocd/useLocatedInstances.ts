import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ARGOCD_ANNOTATION_APP_SELECTOR,
  argoCDApiRef,
} from '@roadiehq/backstage-plugin-argo-cd';
import { useEffect, useState } from 'react';
import type { LocatedInstance } from './apisOfInstance';
import { configuredInstances } from './configuredInstances';

/** A configured Argo CD, and what it said about the component's Applications. */
export type InstanceState =
  | { name: string; status: 'asking' }
  | { name: string; status: 'found'; instance: LocatedInstance }
  | { name: string; status: 'none' }
  /** It has none, or does not answer: upstream's API does not tell these apart. */
  | { name: string; status: 'nothing' }
  | { name: string; status: 'failed'; error: Error };

/** Asks once which of the configured Argo CDs have Applications of the component on the page. */
export function useLocatedInstances(): InstanceState[] {
  const config = useApi(configApiRef);
  const argoCDApi = useApi(argoCDApiRef);
  const { entity } = useEntity();
  const appSelector =
    entity.metadata.annotations?.[ARGOCD_ANNOTATION_APP_SELECTOR] ?? '';
  const [found, setFound] = useState<LocatedInstance[] | Error>();

  useEffect(() => {
    let current = true;
    argoCDApi.serviceLocatorUrl({ appSelector }).then(
      instances => current && setFound(instances),
      (error: Error) => current && setFound(error),
    );
    return () => {
      current = false;
    };
  }, [argoCDApi, appSelector]);

  return configuredInstances(config).map(({ name }) => stateOf(name, found));
}

function stateOf(
  name: string,
  found: LocatedInstance[] | Error | undefined,
): InstanceState {
  if (!found) {
    return { name, status: 'asking' };
  }
  if (found instanceof Error) {
    return { name, status: 'failed', error: found };
  }
  const instance = found.find(candidate => candidate.name === name);
  if (!instance) {
    return { name, status: 'nothing' };
  }
  if (instance.problem) {
    return { name, status: 'failed', error: new Error(instance.problem) };
  }
  return instance.appName?.length === 0
    ? { name, status: 'none' }
    : { name, status: 'found', instance };
}
