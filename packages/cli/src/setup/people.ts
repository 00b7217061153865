/** Someone who can sign in to the local stack. */
export interface Person {
  login: string;
  name: string;
  role: string;
  team: string;
}

/** The organisation that the local forge starts with. */
export const ORGANISATION = { login: 'acme', name: 'Acme' } as const;

/** Who pushes, opens pull requests and creates repositories for the portal. */
export const PORTAL_BOT = 'slipway-bot';

/** Who clones for Argo CD, and may only read. */
export const ARGOCD_BOT = 'argocd-bot';

/** The team whose members review and merge what goes into the clusters. */
export const PLATFORM_TEAM = 'platform';

/** One person for each of the three journeys: create, review, on call. */
export const PEOPLE: readonly Person[] = [
  {
    login: 'casey',
    name: 'Casey Creator',
    role: 'creates services',
    team: 'team-shop',
  },
  {
    login: 'robin',
    name: 'Robin Reviewer',
    role: 'reviews GitOps pull requests',
    team: PLATFORM_TEAM,
  },
  {
    login: 'ollie',
    name: 'Ollie On-Call',
    role: 'is on call',
    team: 'on-call',
  },
];

/** The teams of the organisation, each owner of something or on call for it. */
export const TEAMS = [
  { slug: 'team-shop', name: 'Team Shop' },
  { slug: PLATFORM_TEAM, name: 'Platform' },
  { slug: 'on-call', name: 'On-Call' },
] as const;
