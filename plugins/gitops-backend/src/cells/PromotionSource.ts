import type { Hold, Promotion } from '@slipway/plugin-gitops-common';
import type { Target } from '../access/TargetAuthority';

/** What is asked of promotions for a cell. Whoever passes them on looks at visibility first. */
export interface PromotionSource {
  /** Promotions of a component into an environment that are not ended, the newest first. */
  open(target: Target): Promise<Promotion[]>;
  /** What keeps promotions of it back, if anything does. */
  hold(target: Target): Promise<Hold | undefined>;
}
