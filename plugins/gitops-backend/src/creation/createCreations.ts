import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ComponentGuard } from '../access/ComponentGuard';
import type { AvailabilityChecker } from '../availability/AvailabilityChecker';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { PlanService } from '../plan/PlanService';
import { ChangeAuthority } from './ChangeAuthority';
import { CreationAuthority } from './CreationAuthority';
import { CreationPlanner } from './CreationPlanner';
import { ScaffolderClient } from './ScaffolderClient';
import { TemplateReader } from './TemplateReader';

/** What plans of creations are made with. */
export interface CreationsOptions {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  logger: LoggerService;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
  availability: AvailabilityChecker;
  guard: ComponentGuard;
  index: GitOpsIndex;
  /** Undefined if there is no renderer. */
  plans: PlanService | undefined;
  organization: string;
  platformGroup: string;
}

/** Sets plans of creations up; there are none without a renderer. */
export function createCreations(
  options: CreationsOptions,
): CreationPlanner | undefined {
  const { plans, catalog, availability, organization, urlReader } = options;
  return (
    plans &&
    new CreationPlanner({
      plans,
      catalog,
      availability,
      organization,
      authority: new CreationAuthority(options),
      changes: new ChangeAuthority(options),
      templates: new TemplateReader(urlReader),
      scaffolder: new ScaffolderClient(options),
    })
  );
}
