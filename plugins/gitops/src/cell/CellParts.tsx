import type { CellDetail } from '@slipway/plugin-gitops-common';
import type { DeliveryActions } from '../delivery/actions';
import { Events } from './Events';
import { Known } from './Known';
import { LastReleases } from './LastReleases';
import { Objects } from './objects/Objects';
import { Part } from './Part';
import { Pods } from './pods/Pods';
import type { CellPlace } from './useCell';
import { Versions } from './Versions';

/** Props of {@link CellParts}. */
export interface CellPartsProps {
  place: CellPlace;
  detail: CellDetail;
  /** Web address of the GitOps repository. */
  repository: string;
  actions: DeliveryActions;
}

/** The parts of a cell; one that its source did not give says so, and takes no other along. */
export const CellParts = ({
  place,
  detail,
  repository,
  actions,
}: CellPartsProps) => {
  const { events, objects, pods } = detail;
  return (
    <>
      <Versions detail={detail} repository={repository} />
      <Part title="Pods" count={countOf(pods)}>
        <Known part={pods} none="No pod runs.">
          {known => <Pods pods={known} cluster={place.cluster} />}
        </Known>
      </Part>
      <Part title="Warnings of the last hour" count={countOf(events)}>
        <Known part={events} none="None.">
          {known => <Events events={known} />}
        </Known>
      </Part>
      <Part title="Last releases">
        <LastReleases
          place={place}
          detail={detail}
          repository={repository}
          onRollBack={version =>
            actions.rollBack(place.environment, place.cluster, version)
          }
        />
      </Part>
      <Part title="Objects" count={countOf(objects)}>
        <Known part={objects} none="Argo CD has none.">
          {known => <Objects objects={known} />}
        </Known>
      </Part>
    </>
  );
};

function countOf(part: readonly unknown[] | object): number | undefined {
  return Array.isArray(part) ? part.length : undefined;
}
