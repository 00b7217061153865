import { useApi } from '@backstage/frontend-plugin-api';
import { kubernetesApiRef } from '@backstage/plugin-kubernetes-react';
import { useQuery } from '@tanstack/react-query';

/** What is read at most: the end, which is where a crash is told of. */
const TAIL_LINES = 1_000;
const LIMIT_BYTES = 1_048_576;

/** Which log. */
export interface LogChoice {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
  /** Of the container before its last restart. */
  previous: boolean;
}

/** Why a log was not given. */
export class LogError extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(messageOf(body) ?? `The cluster answered ${status}`);
    this.name = 'LogError';
    this.status = status;
  }
}

/**
 * The end of a container's log, by the person's own rights to the cluster. The plugin's
 * `getPodLogs` knows no limit, and a log may be larger than a browser's memory.
 */
export function usePodLogs(choice: LogChoice) {
  const kubernetes = useApi(kubernetesApiRef);
  return useQuery({
    queryKey: ['logs', choice],
    queryFn: async ({ signal }) => {
      const response = await kubernetes.proxy({
        clusterName: choice.cluster,
        path: logPath(choice),
        init: { method: 'GET', signal },
      });
      const text = await response.text();
      if (!response.ok) {
        throw new LogError(response.status, text);
      }
      return text;
    },
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}

function logPath({ namespace, pod, container, previous }: LogChoice): string {
  const search = new URLSearchParams({
    container,
    previous: String(previous),
    tailLines: String(TAIL_LINES),
    limitBytes: String(LIMIT_BYTES),
  });
  const [where, which] = [namespace, pod].map(encodeURIComponent);
  return `/api/v1/namespaces/${where}/pods/${which}/log?${search}`;
}

/** Kubernetes and Backstage both answer with JSON that has a message somewhere. */
function messageOf(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const found = findMessage(parsed);
    return found ?? undefined;
  } catch {
    return body.trim().split('\n')[0].slice(0, 300) || undefined;
  }
}

function findMessage(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if ('message' in value && typeof value.message === 'string') {
    return value.message;
  }
  return 'error' in value ? findMessage(value.error) : undefined;
}
