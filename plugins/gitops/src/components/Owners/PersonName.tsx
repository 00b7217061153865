import { personName } from '../words';
import { EntityName } from './EntityName';

/** Who did something: a link if the catalog has them, else what they are called. */
export const PersonName = ({ person }: { person: string }) =>
  /^(user|group):[^/\s]+\/\S+$/.test(person) ? (
    <EntityName entityRef={person} />
  ) : (
    <>{personName(person)}</>
  );
