/** What is sent with a request that is no `GET`. */
export interface Sent {
  body: object;
  headers?: Readonly<Record<string, string>>;
}

const REASON = { reason: 'Not now' };
const FORGE = { 'x-forge-token': 'of-anna' };
const COMMIT = 'c'.repeat(40);

const promotions = (...wanted: string[][]): Sent[] =>
  ['promotion', 'rollback'].flatMap(kind =>
    wanted.map(components => ({
      body: {
        kind,
        environment: 'prod',
        parts: components.map(component => ({ component, version: '1.4.2' })),
      },
    })),
  );
const TOGETHER = [
  ['payroll'],
  ['nothing'],
  ['shop', 'payroll'],
  ['shop', 'nothing'],
];

/**
 * What each operation that is no `GET` is tried with, by its id; whoever adds an operation adds a line here. What
 * takes a name that another component has is refused to everybody, and tested apart.
 */
export const WRITES: Readonly<Record<string, readonly Sent[]>> = {
  PostPullRequestReview: [
    { body: { event: 'approve', commit: COMMIT }, headers: FORGE },
    { body: { event: 'approve', commit: COMMIT } },
  ],
  PostPullRequestMerge: [{ body: { commit: COMMIT }, headers: FORGE }],
  PostPlan: ['shop', 'nothing'].map(component => ({
    body: {
      files: [{ path: `apps/${component}/overlays/prod/a.md`, content: 'a' }],
    },
  })),
  PostCreationPlan: ['shop', 'nothing'].map(name => ({
    body: { template: 'template:default/none', values: { name } },
  })),
  // Of jobs and of the forge, which prove who they are in other ways.
  PostRelease: [{ body: {} }],
  PostGithubWebhook: [{ body: {} }],
  RequestPromotion: promotions(...TOGETHER),
  PreviewPromotion: promotions(['shop'], ...TOGETHER),
  CancelPromotion: [{ body: REASON }],
  TakeOutOfPromotion: ['shop', 'payroll', 'nothing'].map(component => ({
    body: { component, ...REASON },
  })),
  SetHold: [{ body: REASON }],
  ReleaseHold: [{ body: {} }],
};
