export { EntityName } from './EntityName';
export { useEntityChoices, useMine } from './useOwners';
export { useComponentChoices } from './useComponentChoices';
export { PersonName } from './PersonName';
