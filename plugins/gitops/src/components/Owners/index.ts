export { EntityName } from './EntityName';
export { useEntityChoices, useMine } from './useOwners';
