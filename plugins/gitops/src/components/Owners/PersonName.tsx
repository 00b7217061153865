import { EntityName } from './EntityName';

/** Who did something: a link if the catalog has them, else what they are called. */
export const PersonName = ({ person }: { person: string }) =>
  /^[a-z]+:[^/\s]+\/\S+$/.test(person) ? (
    <EntityName entityRef={person} />
  ) : (
    <>{person}</>
  );
