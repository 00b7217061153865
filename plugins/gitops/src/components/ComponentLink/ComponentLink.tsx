import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, type LinkProps } from '@backstage/ui';

/** Props of {@link ComponentLink}. */
export interface ComponentLinkProps {
  name: string;
  /** Namespace of the catalog entity. */
  namespace?: string;
  /** Goes to a tab of the page instead of its overview. */
  tab?: string;
  variant?: LinkProps['variant'];
}

/** A component's name that leads to its page. */
export const ComponentLink = ({
  name,
  namespace = 'default',
  tab,
  variant,
}: ComponentLinkProps) => {
  const href = useRouteRef(entityRouteRef)?.({
    kind: 'component',
    namespace,
    name,
  });
  return href ? (
    <Link href={tab ? `${href}/${tab}` : href} variant={variant}>
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
};
