/**
 * The secret of a dry run that holds a token on behalf of the person it is for. The portal rehearses with its own
 * rights, because people have none to dry runs; what a step then may read is what this person may.
 */
export const REHEARSAL_PERSON = 'slipwayRehearsalPerson';

/** Who rehearses: the gitops plugin, as the scaffolder knows it from its token. */
export const REHEARSAL_SUBJECT = 'plugin:gitops';
