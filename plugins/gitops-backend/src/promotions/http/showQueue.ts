import type { PromotionPreview } from '@slipway/plugin-gitops-common';
import type { Sees } from '../../access/ComponentGuard';
import type { PromotionStore } from '../store/PromotionStore';
import { componentsOf } from './componentsOf';

/**
 * What is said of a promotion, without ids of others whose components the reader does not see. That it waits for
 * something they have to know all the same.
 */
export async function showQueue<T extends Pick<PromotionPreview, 'behind'>>(
  said: T,
  store: Pick<PromotionStore, 'get'>,
  sees: Sees,
): Promise<T & Pick<PromotionPreview, 'behindHidden'>> {
  const shown: string[] = [];
  for (const id of said.behind) {
    const other = await store.get(id);
    if (other && sees(componentsOf(other.promotion))) {
      shown.push(id);
    }
  }
  const isAnyHidden = shown.length < said.behind.length;
  return { ...said, behind: shown, ...(isAnyHidden && { behindHidden: true }) };
}
