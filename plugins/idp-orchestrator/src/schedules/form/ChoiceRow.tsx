import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';

interface ChoiceRowProps<T extends string> {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: T; text: string; disabled?: boolean }>;
  hint?: string;
  wrong?: string;
  onChange: (value: T) => void;
}

/** One of several to choose. */
export function ChoiceRow<T extends string>(props: ChoiceRowProps<T>) {
  const { label, value, options, hint, wrong, onChange } = props;
  return (
    <TextField
      select
      fullWidth
      label={label}
      value={value}
      error={wrong !== undefined}
      helperText={wrong ?? hint}
      onChange={({ target }) => onChange(target.value as T)}
    >
      {options.map(option => (
        <MenuItem
          key={option.value}
          value={option.value}
          disabled={option.disabled}
        >
          {option.text}
        </MenuItem>
      ))}
    </TextField>
  );
}
