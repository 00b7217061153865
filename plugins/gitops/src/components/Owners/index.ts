export { EntityName } from './EntityName';
export { useEntityChoices, useMine } from './useOwners';
export { MINE, useOwnerRefs } from './useOwnerRefs';
export { OwnerChoice } from './OwnerChoice';
export { useComponentChoices } from './useComponentChoices';
export { PersonName } from './PersonName';
