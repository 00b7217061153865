import { makeCreation } from '../__testUtils__/creation';
import { makePromotionDetail } from '../__testUtils__/promotions';
import { commitId, manifests, review } from '../__testUtils__/reviews';
import { createGitOpsClient } from './createGitOpsClient';

function makeClient(status: number, body: unknown) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = createGitOpsClient({
    discovery: { getBaseUrl: async () => 'http://portal.example/api/gitops' },
    fetch: {
      fetch: async (url, init) => {
        requests.push({ url: String(url), init });
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, requests };
}

describe('createGitOpsClient', () => {
  it('reads a review, and the manifests of one overlay', async () => {
    const { client, requests } = makeClient(200, review);
    await expect(client.getReview(12)).resolves.toEqual(review);
    expect(requests[0].url).toBe(
      'http://portal.example/api/gitops/pull-requests/12',
    );

    const other = makeClient(200, { manifests });
    await other.client.getManifests('plan 1', 'apps/shop/overlays/prod');
    expect(other.requests[0].url).toBe(
      'http://portal.example/api/gitops/plans/plan%201/manifests?overlay=apps%2Fshop%2Foverlays%2Fprod',
    );
  });

  it('sends the token of the person beside what they decided, not within it', async () => {
    const { client, requests } = makeClient(201, {});
    const request = {
      event: 'approve' as const,
      body: '',
      commit: commitId(1),
    };
    await client.submitReview(12, request, 'token');
    await client.mergePullRequest(12, { commit: commitId(1) }, 'token');
    expect(requests.map(({ url }) => url.split('/api/gitops')[1])).toEqual([
      '/pull-requests/12/reviews',
      '/pull-requests/12/merge',
    ]);
    for (const { init } of requests) {
      expect(init).toMatchObject({
        method: 'POST',
        headers: { 'x-forge-token': 'token' },
        body: expect.not.stringContaining('token'),
      });
    }
  });

  it('plans a creation for as long as somebody waits for it', async () => {
    const { client, requests } = makeClient(200, makeCreation());
    const request = {
      template: 'template:default/app-base-ts',
      values: { name: 'shop' },
    };
    const { signal } = new AbortController();
    await expect(client.planCreation(request, { signal })).resolves.toEqual(
      makeCreation(),
    );
    expect(requests[0].url).toMatch(/\/plans\/creation$/);
    expect(requests[0].init).toMatchObject({
      method: 'POST',
      signal,
      body: JSON.stringify(request),
    });
  });

  it('asks for what a query names, and puts names into addresses as data', async () => {
    const { client, requests } = makeClient(200, { changes: [] });
    await client.getChanges({
      component: 'shop',
      owner: 'group:default/a&b',
      cluster: undefined,
      limit: 20,
    });
    await client.hold('shop', '../prod', '1.5.0 crashes');
    await client.releaseHold('shop', 'prod');
    expect(requests.map(({ url }) => url.split('/api/gitops')[1])).toEqual([
      '/changes?component=shop&owner=group%3Adefault%2Fa%26b&limit=20',
      '/holds/shop/..%2Fprod',
      '/holds/shop/prod',
    ]);
    expect(requests.slice(1).map(({ init }) => init)).toEqual([
      expect.objectContaining({
        method: 'PUT',
        body: '{"reason":"1.5.0 crashes"}',
      }),
      { method: 'DELETE', headers: {} },
    ]);
  });

  it('asks for a promotion, and says what became of it', async () => {
    const detail = makePromotionDetail();
    const { client, requests } = makeClient(201, detail);
    const request = {
      kind: 'promotion' as const,
      environment: 'prod',
      source: 'dev',
      parts: [{ component: 'shop', version: '1.5.0' }],
      hotfix: false,
    };
    await expect(client.createPromotion(request)).resolves.toEqual(detail);
    await client.cancelPromotion('p-1', 'Not today');
    expect(requests.map(({ init }) => init?.body)).toEqual([
      JSON.stringify(request),
      '{"reason":"Not today"}',
    ]);
    expect(requests[1].url).toMatch(/\/promotions\/p-1\/cancel$/);
  });

  it('keeps to what was agreed, and keeps the reason of a refusal', async () => {
    const wrong = makeClient(200, { ...review, merge: 'maybe' });
    await expect(wrong.client.getReview(12)).rejects.toMatchObject({
      name: 'ZodError',
    });
    const refused = makeClient(409, {
      error: { name: 'ConflictError', message: 'The branch has moved.' },
      response: { statusCode: 409 },
    });
    await expect(
      refused.client.mergePullRequest(12, { commit: commitId(1) }, 'token'),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { message: 'The branch has moved.' } },
    });
  });
});
