import {
  creationPlanSchema,
  type CreationPlan,
} from '@slipway/plugin-gitops-common';
import { makeObject, makeOverlay, makePlan } from './reviews';

/** The plan of a new shop that is fine, or one that differs from it. */
export function makeCreation(over: Partial<CreationPlan> = {}): CreationPlan {
  return creationPlanSchema.parse({
    id: 'creation-1',
    plan: makePlan({
      head: undefined,
      verdict: { level: 'safe', reasons: [] },
      overlays: [
        makeOverlay({
          change: 'added',
          version: { after: '1.0.0' },
          objects: [makeObject({ change: 'added', fields: [] })],
        }),
      ],
    }),
    checks: [
      {
        id: 'repository',
        status: 'ok',
        message: 'There is no repository acme/shop.',
      },
    ],
    repository: {
      slug: 'acme/shop',
      files: [
        { path: 'README.md', size: 7, content: '# shop\n' },
        {
          path: 'backend/main.go',
          size: 2048,
          content: 'package main\n',
        },
        { path: 'backend/internal/logo.png', size: 4096 },
      ],
    },
    entities: [
      {
        kind: 'Component',
        name: 'shop',
        namespace: 'default',
        type: 'service',
        owner: 'group:default/team-shop',
        relations: ['provides api:default/shop-api'],
      },
    ],
    effects: [],
    verdict: { level: 'safe', reasons: [] },
    ...over,
  });
}

/** What somebody gets who asks for a name that is taken. */
export const refusedCreation = makeCreation({
  plan: undefined,
  checks: [
    { id: 'owner', status: 'ok', message: 'team-shop exists.' },
    {
      id: 'repository',
      status: 'conflict',
      message: 'Repository acme/shop exists already.',
      url: 'http://forge.example/acme/shop',
    },
  ],
  repository: { slug: 'acme/shop', files: [] },
  entities: [],
  verdict: {
    level: 'refused',
    reasons: [
      {
        level: 'refused',
        kind: 'collision',
        message: 'Repository acme/shop exists already.',
        fix: 'Choose another name.',
      },
    ],
  },
});
