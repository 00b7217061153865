import { CatalogService } from '@backstage/plugin-catalog-node';
import type { ChangeActionOptions } from '../component/changeActionOptions';
import { GitOpsClient } from '../service/gitopsClient';

/** What `gitops:decommission` is made from. */
export interface DecommissionOptions extends ChangeActionOptions {
  catalog: Pick<
    CatalogService,
    | 'getEntityByRef'
    | 'getEntitiesByRefs'
    | 'getLocationByEntity'
    | 'removeLocationById'
  >;
  gitops: Pick<GitOpsClient, 'getDelivery'>;
}
