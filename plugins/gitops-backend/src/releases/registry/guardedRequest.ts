import { lookup } from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

const MAX_REPLY = 256 * 1024;

/** Which addresses a request may go to. */
export type Reach = 'public' | 'network';

/** A request to a server that others named. */
export interface GuardedRequest {
  method: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  /** `network`: private addresses too, but never those that clouds give secrets at. */
  reach: Reach;
  signal: AbortSignal;
}

/** What it answered; a redirection is an answer like any other. */
export interface GuardedReply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const REACHABLE: Record<Reach, readonly string[]> = {
  public: ['unicast'],
  network: ['unicast', 'private', 'uniqueLocal', 'loopback', 'carrierGradeNat'],
};

/** Makes a request that goes nowhere but where it may; the address is judged when it is connected to. */
export async function guardedRequest(
  url: URL,
  options: GuardedRequest,
): Promise<GuardedReply> {
  const { method, headers, reach, signal } = options;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal)) {
    requireReachable(literal, reach);
  }
  const { request } = url.protocol === 'https:' ? https : http;
  const response = await new Promise<http.IncomingMessage>(
    (resolve, reject) => {
      request(url, { method, headers, signal, lookup: guardedLookup(reach) })
        .once('response', resolve)
        .once('error', reject)
        .end();
    },
  );
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += part.length;
    if (length > MAX_REPLY) {
      response.destroy();
      throw new Error(`${url.host} answered with more than ${MAX_REPLY} bytes`);
    }
    parts.push(part);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      try {
        if (error) {
          throw error;
        }
        addresses.forEach(({ address }) => requireReachable(address, reach));
      } catch (refusal) {
        callback(refusal as NodeJS.ErrnoException, '');
        return;
      }
      if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0].address, addresses[0].family);
      }
    });
  };
}

function requireReachable(address: string, reach: Reach): void {
  // An IPv4 address in the clothes of IPv6 is judged as what it is.
  if (!REACHABLE[reach].includes(ipaddr.process(address).range())) {
    throw new Error(`${address} is no address to ask for an image`);
  }
}
