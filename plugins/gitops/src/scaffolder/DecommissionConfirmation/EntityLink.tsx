import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** An entity's name that leads to its page, beside the form. */
export const EntityLink = ({ entityRef }: { entityRef: string }) => {
  const ref = parseEntityRef(entityRef);
  const href = useRouteRef(entityRouteRef)?.(ref);
  return href ? (
    <Link href={href} target="_blank">
      {ref.name}
    </Link>
  ) : (
    <>{ref.name}</>
  );
};
