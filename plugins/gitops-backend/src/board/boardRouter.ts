import {
  type BoardResponse,
  boardQuerySchema,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { visibleStatus } from '../access/ComponentGuard';
import type { Visibility } from '../access/VisibleComponents';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import { boardPage } from './boardPage';
import { BoardRows } from './BoardRows';
import { PlaceViews } from './PlaceViews';

/** What the board is made from. */
export interface BoardRouterOptions extends Authority {
  index: GitOpsIndex;
  clusters: readonly ClusterStatusReader[];
  visibility: Visibility;
}

/** The endpoint of the board: every component in every environment, from memory. */
export function createBoardRouter(options: BoardRouterOptions): express.Router {
  const { index, clusters, visibility } = options;
  const rows = new BoardRows(options);
  const views = new PlaceViews();
  const router = Router();

  router.get('/board', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const query = parseRequest(boardQuerySchema, request.query);
    const [visible] = await Promise.all([
      visibility.of(credentials),
      ...clusters.map(reader => reader.ready()),
    ]);
    const environments = index.snapshot?.environments;
    const named = ({ name, title }: { name: string; title?: string }) => ({
      name,
      title,
    });
    const body: BoardResponse = {
      environments: environments?.environments.map(named) ?? [],
      clusters: environments?.clusters.map(named) ?? [],
      ...boardPage({ rows: rows.current().values(), views }, visible, query),
      index: visibleStatus(index.status, visible),
    };
    response.json(body);
  });

  return router;
}
