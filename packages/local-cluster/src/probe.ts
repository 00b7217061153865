import { readFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { connect } from 'node:net';

/** True when a GET of `url` on loopback answers 200 before `signal` aborts. */
export function httpReady(url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const call = httpGet(url, { signal, agent: false }, reply => {
      reply.resume();
      resolve(reply.statusCode === 200);
    });
    call.on('error', () => resolve(false));
  });
}

/** The same over TLS, trusting only the certificate in `caFile`. */
export async function httpsReady(
  url: string,
  caFile: string,
  signal: AbortSignal,
): Promise<boolean> {
  const ca = await readFile(caFile).catch(() => undefined);
  if (!ca) {
    return false;
  }
  return new Promise(resolve => {
    const call = httpsGet(url, { signal, ca, agent: false }, reply => {
      reply.resume();
      resolve(reply.statusCode === 200);
    });
    call.on('error', () => resolve(false));
  });
}

/** True when `port` on 127.0.0.1 answers `message` with something that starts with `answer`. */
export function tcpReady(
  port: number,
  message: string,
  answer: string,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port, signal });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => socket.write(message));
    socket.on('data', data => end(data.toString('utf8').startsWith(answer)));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}
