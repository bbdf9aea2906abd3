import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { findEnvironment } from '../services/environment/readEnvironments';
import { useEnvironment } from '../services/environment/useEnvironment';
import { useText } from '../translation';

interface EnvironmentFieldProps {
  value: string;
  disabled: boolean;
  onChange: (environment: string) => void;
}

/** Where a flow is run that does not ask for its environment itself: one of those that the backend has. */
export function EnvironmentField({
  value,
  disabled,
  onChange,
}: EnvironmentFieldProps) {
  const t = useText();
  const { environments } = useEnvironment();
  const isKnown = value === '' || environments.some(one => one.name === value);
  const shown = isKnown
    ? environments
    : [...environments, findEnvironment(environments, value)];
  return (
    <TextField
      select
      label={t('form.environment')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      helperText={value === '' && t('form.environmentHint')}
      disabled={disabled}
    >
      <MenuItem value="">{t('form.environmentDefault')}</MenuItem>
      {shown.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
}
