import { InputError } from '@backstage/errors';
import type { TemplateValues } from '../component/templateValues';

/** What can be added to a component that has none. */
export type DataOption = 'postgresql' | 'redis';

/** Directories of the workspace, for the template without and with the option. */
export const RENDERINGS = { before: 'before', after: 'after' } as const;

/** One rendering of the component's manifests, as the steps of a template read it. */
export interface DataVariant {
  directory: string;
  postgresql: boolean;
  redis: boolean;
}

/**
 * The component as it is, and as it is to be. Redis holds the sessions of
 * accounts that PostgreSQL holds, so it brings PostgreSQL.
 *
 * @throws InputError if the component's template does not have the option
 */
export function dataVariants(
  values: Pick<TemplateValues, 'template' | 'postgresql' | 'redis'>,
  option: DataOption,
): DataVariant[] {
  const { template, postgresql, redis } = values;
  if (option === 'redis' && template !== 'app-base-go-react') {
    throw new InputError(
      'The template of this component has no Redis; choose PostgreSQL. Nothing was created.',
    );
  }
  return [
    { directory: RENDERINGS.before, postgresql, redis },
    {
      directory: RENDERINGS.after,
      postgresql: true,
      redis: redis || option === 'redis',
    },
  ];
}
