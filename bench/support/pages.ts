import express from 'express';
import { serveBuiltApp } from './builtApp.ts';
import { makeLongPlan, makeReview, NUMBER } from './longPlan.ts';

/** Serves the portal's built pages with one long plan and nothing else behind them. */
export async function servePages(dist: string) {
  const { plan, manifests, lines } = makeLongPlan();
  const review = makeReview(plan.head);
  const api = express.Router();
  api.get('/gitops/pull-requests', (_, response) => {
    response.json({ pullRequests: [review] });
  });
  api.get(`/gitops/pull-requests/${NUMBER}`, (_, response) => {
    response.json(review);
  });
  api.get(`/gitops/pull-requests/${NUMBER}/plan`, (_, response) => {
    response.json({ status: 'ready', plan });
  });
  api.get('/gitops/plans/:id/manifests', ({ query }, response) => {
    response.json({ manifests: manifests.get(String(query.overlay)) });
  });
  const pages = await serveBuiltApp({ dist, api });
  return { ...pages, lines };
}
