import { getLocalTimeZone, today } from '@internationalized/date';
import {
  versionChangeSchema,
  type ChangesFilter,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import { useAddressState } from '../components/address';
import { type Days, readDays } from './days';

/** Times to look back on, in days; the first is the usual one. */
export const WINDOWS = ['30', '7', '90'] as const;

/** The longest time that figures are worth having of. */
export const LONGEST_WINDOW = '90';

/** No limit of time. */
export const ANY_TIME = 'all';

/** From a day to a day. */
export const CHOSEN_DAYS = 'chosen';

/** Moments within it are the same to the log, so that the page does not ask anew with every second. */
const GRAIN_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What of the log is shown. Empty is any. */
export interface LogFilters extends Days {
  component: string;
  environment: string;
  cluster: string;
  /** `mine`, or a reference of the catalog. */
  owner: string;
  kind: VersionChange['kind'] | '';
  /** One of {@link WINDOWS}, {@link ANY_TIME}, or {@link CHOSEN_DAYS}, which are those of the range. */
  days: string;
}

const DEFAULTS: Record<keyof LogFilters, string> = {
  component: '',
  environment: '',
  cluster: '',
  owner: '',
  kind: '',
  days: WINDOWS[0],
  from: '',
  to: '',
  zone: '',
};

/** Everything that there is. */
export const EVERYTHING: Record<keyof LogFilters, string> = {
  ...DEFAULTS,
  days: ANY_TIME,
};

/** The filters of the log, which the address holds. */
export function useLogFilters() {
  const [address, setFilters] = useAddressState(DEFAULTS);
  const kind = versionChangeSchema.shape.kind.safeParse(address.kind);
  const days =
    [...WINDOWS, ANY_TIME, CHOSEN_DAYS].find(one => one === address.days) ??
    WINDOWS[0];
  const filters: LogFilters = { ...address, kind: kind.data ?? '', days };
  return { filters, setFilters };
}

/** What the address has for a choice of time; chosen days begin as those of the usual one. */
export function timeChosen(days: string): Pick<LogFilters, 'days'> & Days {
  if (days !== CHOSEN_DAYS) {
    return { days, from: '', to: '', zone: '' };
  }
  const zone = getLocalTimeZone();
  const now = today(zone);
  const first = now.subtract({ days: Number(WINDOWS[0]) - 1 });
  return { days, from: first.toString(), to: now.toString(), zone };
}

/** What the log is asked for; undefined if the days of the address are none. */
export function changesFilter(
  filters: LogFilters,
): Omit<ChangesFilter, 'owner'> | undefined {
  const { component, environment, cluster, kind } = filters;
  const time = timeOf(filters);
  return (
    time && {
      component: component || undefined,
      environment: environment || undefined,
      cluster: cluster || undefined,
      kind: kind || undefined,
      ...time,
    }
  );
}

function timeOf({
  days,
  ...range
}: LogFilters): Pick<ChangesFilter, 'from' | 'until'> | undefined {
  if (days === CHOSEN_DAYS) {
    const read = readDays(range);
    return 'problem' in read
      ? undefined
      : { from: read.from, until: read.until };
  }
  return { from: days === ANY_TIME ? undefined : sinceDays(days) };
}

/** The moment so many days ago, to the hour. */
export function sinceDays(days: string): string {
  const hour = Math.floor(Date.now() / GRAIN_MS) * GRAIN_MS;
  return new Date(hour - Number(days) * DAY_MS).toISOString();
}
