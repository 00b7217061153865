import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Queries } from '../components/Queries';
import { BoardPage } from './BoardPage';

/** The *Delivery* tab of a system or a group: the board of what belongs to it. */
export const BoardContent = () => {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const fixed =
    entity.kind.toLowerCase() === 'system'
      ? { owner: 'all', system: ref }
      : { owner: ref };
  return (
    <Queries>
      <BoardPage fixed={fixed} />
    </Queries>
  );
};
