import TextField from '@mui/material/TextField';
import { FILTER_WIDTH } from './FilterBar';

interface DayFilterProps {
  label: string;
  /** As `2026-12-24`. */
  day?: string;
  onChange: (day: string | undefined) => void;
}

/** A day of the reader's to begin or end at. */
export function DayFilter({ label, day, onChange }: DayFilterProps) {
  return (
    <TextField
      type="date"
      size="small"
      label={label}
      value={day ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
      InputLabelProps={{ shrink: true }}
      sx={FILTER_WIDTH}
    />
  );
}
