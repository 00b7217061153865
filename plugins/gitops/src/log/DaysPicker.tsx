import { getLocalTimeZone } from '@internationalized/date';
import { DateRangePicker, Text } from '@backstage/ui';
import { type Days, readDays } from './days';
import styles from './Log.module.css';

/** Props of {@link DaysPicker}. */
export interface DaysPickerProps {
  days: Days;
  onChange: (days: Days) => void;
}

/** The first and the last day of a time. Says in which zone they are days, if it is not where the reader is. */
export const DaysPicker = ({ days, onChange }: DaysPickerProps) => {
  const read = readDays(days);
  const { start, end } = read;
  const here = getLocalTimeZone();
  return (
    <>
      <DateRangePicker
        aria-label="First and last day"
        size="small"
        className={styles.days}
        isInvalid={'problem' in read}
        value={start && end ? { start, end } : null}
        onChange={value =>
          value &&
          onChange({
            from: value.start.toString(),
            to: value.end.toString(),
            zone: here,
          })
        }
      />
      {'problem' in read ? (
        <Text role="alert" variant="body-small" color="danger">
          {read.problem}
        </Text>
      ) : (
        days.zone !== here && (
          <Text variant="body-small" color="secondary">
            Days in {days.zone}
          </Text>
        )
      )}
    </>
  );
};
