import { useNow } from './useNow';
import { formatAge } from './formatAge';
import { formatMoment } from './formatMoment';

/** Props of {@link RelativeTime}. */
export interface RelativeTimeProps {
  /** ISO 8601. */
  value: string;
}

/** How long ago something was; the exact time is on hover. */
export const RelativeTime = ({ value }: RelativeTimeProps) => {
  const now = useNow();
  return (
    <time dateTime={value} title={formatMoment(value)}>
      {formatAge(now - Date.parse(value))}
    </time>
  );
};
