import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** Name of an entity, which leads to its page. */
export const EntityName = ({ entityRef }: { entityRef: string }) => {
  const link = useRouteRef(entityRouteRef);
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  return link ? (
    <Link
      href={link({ kind: kind.toLowerCase(), namespace, name })}
      variant="body-small"
      color="secondary"
    >
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
};
