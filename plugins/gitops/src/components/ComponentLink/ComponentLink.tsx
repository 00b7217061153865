import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, type LinkProps } from '@backstage/ui';
import { createContext, useContext } from 'react';

/** Props of {@link ComponentLink}. */
export interface ComponentLinkProps {
  name: string;
  /** Namespace of the catalog entity. */
  namespace?: string;
  /** Goes to a tab of the page instead of its overview. */
  tab?: string;
  variant?: LinkProps['variant'];
}

/** True around what is about components that do not exist yet, whose names lead nowhere. */
export const UnlinkedComponents = createContext(false);

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
  const unlinked = useContext(UnlinkedComponents);
  return href && !unlinked ? (
    <Link href={tab ? `${href}/${tab}` : href} variant={variant}>
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
};
