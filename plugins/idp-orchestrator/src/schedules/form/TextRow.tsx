import TextField, { type TextFieldProps } from '@mui/material/TextField';

type TextRowProps = Omit<TextFieldProps, 'onChange' | 'error'> & {
  value: string;
  hint?: string;
  /** What is wrong with it. */
  wrong?: string;
  onChange: (text: string) => void;
};

/** A text to fill in, with what is wrong with it instead of its hint. */
export function TextRow({ hint, wrong, onChange, ...field }: TextRowProps) {
  return (
    <TextField
      fullWidth
      {...field}
      error={wrong !== undefined}
      helperText={wrong ?? hint}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
