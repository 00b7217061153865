import {
  versionChangeSchema,
  type ChangesFilter,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import { useAddressState } from '../components/address';

/** Times to look back on, in days; the first is the usual one. */
export const WINDOWS = ['30', '7', '90'] as const;

/** The longest time that figures are worth having of. */
export const LONGEST_WINDOW = '90';

/** No limit of time. */
export const ANY_TIME = 'all';

/** Moments within it are the same to the log, so that the page does not ask anew with every second. */
const GRAIN_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What of the log is shown. Empty is any. */
export interface LogFilters {
  component: string;
  environment: string;
  cluster: string;
  owner: string;
  kind: VersionChange['kind'] | '';
  /** One of {@link WINDOWS}, or {@link ANY_TIME}. */
  days: string;
}

const DEFAULTS: Record<keyof LogFilters, string> = {
  component: '',
  environment: '',
  cluster: '',
  owner: '',
  kind: '',
  days: WINDOWS[0],
};

/** The filters of the log, which the address holds. */
export function useLogFilters() {
  const [address, setFilters] = useAddressState(DEFAULTS);
  const kind = versionChangeSchema.shape.kind.safeParse(address.kind);
  const days =
    [...WINDOWS, ANY_TIME].find(one => one === address.days) ?? WINDOWS[0];
  const filters: LogFilters = { ...address, kind: kind.data ?? '', days };
  return { filters, setFilters };
}

/** What the backend is asked for. */
export function changesFilter({
  component,
  environment,
  cluster,
  owner,
  kind,
  days,
}: LogFilters): ChangesFilter {
  return {
    component: component || undefined,
    environment: environment || undefined,
    cluster: cluster || undefined,
    owner: owner || undefined,
    kind: kind || undefined,
    from: days === ANY_TIME ? undefined : sinceDays(days),
  };
}

/** The moment so many days ago, to the hour. */
export function sinceDays(days: string): string {
  const hour = Math.floor(Date.now() / GRAIN_MS) * GRAIN_MS;
  return new Date(hour - Number(days) * DAY_MS).toISOString();
}
