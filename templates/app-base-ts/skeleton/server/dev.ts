// Runs the server with Vite in it: what changes in app/ shows at once, without a build.
import { createServer } from 'vite';

const vite = await createServer({
  appType: 'custom',
  server: { middlewareMode: true },
});
const { run } = (await vite.ssrLoadModule(
  '/server/run.ts',
)) as typeof import('./run.ts');

process.exitCode = await run([], process.env, vite.middlewares);
await vite.close();
