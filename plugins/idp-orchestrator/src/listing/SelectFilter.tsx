import type { ReactNode } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { FILTER_WIDTH } from './FilterBar';

interface SelectFilterProps<T extends string> {
  label: string;
  options: ReadonlyArray<{ value: T; text: ReactNode }>;
  value?: T;
  /** How it is said that nothing is chosen; something always is when absent. */
  any?: string;
  onChange: (value: T | undefined) => void;
}

/** One of several to filter by. */
export function SelectFilter<T extends string>(props: SelectFilterProps<T>) {
  const { label, options, value, any, onChange } = props;
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value ?? ''}
      onChange={({ target }) =>
        onChange(options.find(option => option.value === target.value)?.value)
      }
      sx={FILTER_WIDTH}
    >
      {any !== undefined && <MenuItem value="">{any}</MenuItem>}
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.text}
        </MenuItem>
      ))}
    </TextField>
  );
}
