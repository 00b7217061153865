export { formatMoment } from './formatMoment';
export { RelativeTime, type RelativeTimeProps } from './RelativeTime';
