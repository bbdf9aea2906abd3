import TextField from '@mui/material/TextField';
import { useText } from '../../translation';

interface TypedNameProps {
  /** Of the environment, as it has to be typed. */
  name: string;
  typed: string;
  onType: (typed: string) => void;
}

/** Where a slip would be dear, the environment's name is to be typed. */
export function TypedName({ name, typed, onType }: TypedNameProps) {
  const t = useText();
  return (
    <TextField
      fullWidth
      required
      label={t('operation.typeName', { name })}
      value={typed}
      onChange={event => onType(event.target.value)}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
}
