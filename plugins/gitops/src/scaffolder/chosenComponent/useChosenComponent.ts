import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';

const contextSchema = z.object({
  formData: z.object({ component: z.string().min(1).max(400).optional() }),
});

/** The component that another field of the form chose. */
export interface ChosenComponent {
  /** Undefined while none is chosen. */
  ref?: string;
  /** Undefined until the catalog has answered. */
  entity?: Entity;
  /** Its name in the GitOps repository. */
  name?: string;
  error: Error | null;
  refetch: () => void;
}

/** Reads the form's `component` and looks it up in the catalog. */
export function useChosenComponent(formContext: unknown): ChosenComponent {
  const catalog = useApi(catalogApiRef);
  const ref = contextSchema.safeParse(formContext).data?.formData.component;
  const { data, error, refetch } = useQuery({
    queryKey: ['chosen-component', ref],
    queryFn: async () => {
      const parsed = parseEntityRef(ref ?? '', {
        defaultKind: 'Component',
        defaultNamespace: 'default',
      });
      const entity = await catalog.getEntityByRef(parsed);
      if (!entity) {
        throw new Error(`The catalog has no ${ref}.`);
      }
      return entity;
    },
    enabled: ref !== undefined,
  });
  return {
    ref,
    entity: data,
    name: data?.metadata.annotations?.[COMPONENT_ANNOTATION],
    error,
    refetch,
  };
}
