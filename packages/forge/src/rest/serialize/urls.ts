import type { ForgeContext } from '../../context.ts';

type Located = Pick<ForgeContext, 'baseUrl'>;

/** An address below the REST API. */
export const apiUrl = ({ baseUrl }: Located, path: string): string =>
  `${baseUrl}/api/v3${path}`;

/** An address of a page. */
export const webUrl = ({ baseUrl }: Located, path: string): string =>
  `${baseUrl}${path}`;

/** GitHub's global id: the kind of thing and its number, opaque to clients. */
export const nodeId = (kind: string, id: number | string): string =>
  Buffer.from(`${kind.length}:${kind}${id}`).toString('base64url');

/** Encodes each segment of a path in a repository, keeping the slashes. */
export const pathUrl = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/');
