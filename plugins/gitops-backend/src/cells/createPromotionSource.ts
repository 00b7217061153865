import type { Knex } from 'knex';
import { HoldStore } from '../holds/HoldStore';
import { PromotionStore } from '../promotions/store/PromotionStore';
import type { PromotionSource } from './PromotionSource';

/** Promotions that are shown of a cell; more wait in the list of promotions. */
const SHOWN = 20;

/** Answers for promotions and holds from their records. */
export function createPromotionSource(
  database: Knex,
  repository: string,
): PromotionSource {
  const holds = new HoldStore(database, repository);
  const promotions = new PromotionStore(database, repository, holds);
  return {
    async open({ component, environment }) {
      const { stored } = await promotions.list({
        component,
        environment,
        state: 'open',
        limit: SHOWN,
      });
      return stored.map(({ promotion }) => promotion);
    },
    async hold({ component, environment }) {
      const held = await holds.list(component);
      return held.find(one => one.environment === environment);
    },
  };
}
