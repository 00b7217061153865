import { ConflictError, NotFoundError } from '@backstage/errors';
import { livePartsOf, type Promotion, type PromotionPart } from './promotion';
import { isBeforeMerge } from './transitions';

/**
 * Takes a component out of a release train, which goes on without it.
 *
 * @throws `NotFoundError` if the train does not have the component
 * @throws `ConflictError` if it is merged already, or has nothing else
 */
export function takeOut(
  promotion: Promotion,
  component: string,
  takenOut: NonNullable<PromotionPart['takenOut']>,
): Promotion {
  if (!isBeforeMerge(promotion.state)) {
    throw new ConflictError(
      `Promotion ${promotion.id} is ${promotion.state}; roll ${component} back instead`,
    );
  }
  const live = livePartsOf(promotion);
  if (!promotion.parts.some(part => part.component === component)) {
    throw new NotFoundError(
      `Promotion ${promotion.id} does not promote ${component}`,
    );
  }
  if (live.every(part => part.component === component)) {
    throw new ConflictError(
      `Promotion ${promotion.id} promotes nothing but ${component}; cancel it instead`,
    );
  }
  return {
    ...promotion,
    parts: promotion.parts.map(part =>
      part.component === component && part.takenOut === undefined
        ? { ...part, takenOut }
        : part,
    ),
  };
}
