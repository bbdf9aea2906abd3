import TextField from '@mui/material/TextField';
import type { Environment } from '../services/environment/readEnvironments';
import { useText } from '../translation';

interface TypedNameProps {
  environment: Environment;
  typed: string;
  onType: (typed: string) => void;
}

/** Where a slip would be dear, the environment's name is to be typed; nothing elsewhere. */
export function TypedName({ environment, typed, onType }: TypedNameProps) {
  const t = useText();
  if (!environment.typedConfirmation) return null;
  return (
    <TextField
      fullWidth
      required
      label={t('operation.typeName', { name: environment.name })}
      value={typed}
      onChange={event => onType(event.target.value)}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
    />
  );
}
