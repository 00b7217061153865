import { useNow } from './useNow';
import { formatAge } from './formatAge';

/** Props of {@link RelativeTime}. */
export interface RelativeTimeProps {
  /** ISO 8601. */
  value: string;
}

/** How long ago something was; the exact time is on hover. */
export const RelativeTime = ({ value }: RelativeTimeProps) => {
  const now = useNow();
  const date = new Date(value);
  return (
    <time
      dateTime={value}
      title={date.toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'long',
      })}
    >
      {formatAge(now - date.getTime())}
    </time>
  );
};
