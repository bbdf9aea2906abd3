import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

interface PeriodFilterProps<T extends number> {
  label: string;
  periods: readonly T[];
  value: T;
  nameOf: (period: T) => string;
  onChange: (period: T) => void;
}

/** How far back to look. */
export function PeriodFilter<T extends number>(props: PeriodFilterProps<T>) {
  const { label, periods, value, nameOf, onChange } = props;
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, period: T | null) => period && onChange(period)}
    >
      {periods.map(period => (
        <ToggleButton
          key={period}
          value={period}
          sx={{ textTransform: 'none', color: 'text.primary' }}
        >
          {nameOf(period)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
