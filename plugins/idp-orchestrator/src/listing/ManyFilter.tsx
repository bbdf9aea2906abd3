import type { ReactNode } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { FILTER_WIDTH } from './FilterBar';

interface ManyFilterProps<T extends string> {
  label: string;
  /** `word` stands in the closed field. */
  options: ReadonlyArray<{ value: T; word: string; text: ReactNode }>;
  values: T[];
  onChange: (values: T[]) => void;
}

/** Any of several to filter by. */
export function ManyFilter<T extends string>(props: ManyFilterProps<T>) {
  const { label, options, values, onChange } = props;
  const among = (chosen: unknown) =>
    options.filter(({ value }) => (chosen as string[]).includes(value));
  return (
    <TextField
      select
      size="small"
      label={label}
      value={values}
      onChange={({ target }) =>
        onChange(among(target.value).map(({ value }) => value))
      }
      SelectProps={{
        multiple: true,
        renderValue: chosen =>
          among(chosen)
            .map(({ word }) => word)
            .join(', '),
      }}
      sx={FILTER_WIDTH}
    >
      {options.map(({ value, text }) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}
