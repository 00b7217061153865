import { bombs } from './bombs';
import type { HostileInput } from './HostileInput';
import { malformed } from './malformed';
import { paths } from './paths';
import { programs } from './programs';
import { remote } from './remote';

export { policies } from './policies';

/** Everything that a repository is tried to do harm with. */
export const hostileInputs: readonly HostileInput[] = [
  ...remote,
  ...programs,
  ...paths,
  ...bombs,
  ...malformed,
];
