import { ComponentGuard, type ComponentGuardOptions } from './ComponentGuard';
import {
  createTargetAuthority,
  type TargetAuthorityOptions,
} from './createTargetAuthority';
import { createVisibility, type VisibilityOptions } from './createVisibility';
import { PlanGuard } from './PlanGuard';
import type { TargetAuthority } from './TargetAuthority';
import type { Visibility } from './VisibleComponents';

/** What {@link createAccess} asks. */
export type AccessOptions = Omit<
  VisibilityOptions & ComponentGuardOptions & TargetAuthorityOptions,
  'visibility'
>;

/** Who may know of what, and who may change what. */
export interface Access {
  visibility: Visibility;
  guard: ComponentGuard;
  planGuard: PlanGuard;
  authority: TargetAuthority;
}

/** Puts together everything that decides about access. Made once, because it registers the plugin's permission rules. */
export function createAccess(options: AccessOptions): Access {
  const visibility = createVisibility(options);
  const guard = new ComponentGuard({ ...options, visibility });
  return {
    visibility,
    guard,
    planGuard: new PlanGuard({ ...options, guard, visibility }),
    authority: createTargetAuthority({ ...options, visibility }),
  };
}
