import { spawn } from 'node:child_process';

/** Opens a page in the person's browser; resolves to false where there is none to open it in. */
export function openInBrowser(
  url: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const command =
    env.BROWSER || (process.platform === 'darwin' ? 'open' : 'xdg-open');
  const child = spawn(command, [url], { detached: true, stdio: 'ignore' });
  return new Promise(resolve => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
