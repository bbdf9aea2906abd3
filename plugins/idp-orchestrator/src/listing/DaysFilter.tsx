import { useText } from '../translation';
import { DayFilter } from './DayFilter';

/** Days as `2026-12-24`, the last one included. */
export interface Days {
  since?: string;
  until?: string;
}

interface DaysFilterProps {
  days: Days;
  onChange: (part: Days) => void;
}

/** From which day of the reader's to which. */
export function DaysFilter({ days, onChange }: DaysFilterProps) {
  const t = useText();
  return (
    <>
      <DayFilter
        label={t('list.since')}
        day={days.since}
        onChange={since => onChange({ since })}
      />
      <DayFilter
        label={t('list.until')}
        day={days.until}
        onChange={until => onChange({ until })}
      />
    </>
  );
}
