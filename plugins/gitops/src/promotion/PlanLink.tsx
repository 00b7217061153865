import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { planRouteRef } from '../routes';

/** Leads to a plan, beside what is being done; nothing where plans have no page. */
export const PlanLink = ({ plan }: { plan: string | undefined }) => {
  const page = useRouteRef(planRouteRef);
  const href = plan && page?.({ id: plan });
  return href ? (
    <Link href={href} target="_blank" variant="body-small">
      Show the plan
    </Link>
  ) : null;
};
