import { makeCreation } from '../__testUtils__/creation';
import { commitId, manifests, review } from '../__testUtils__/reviews';
import { GitOpsClient } from './GitOpsClient';

function makeClient(status: number, body: unknown) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = new GitOpsClient({
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

describe('GitOpsClient', () => {
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
