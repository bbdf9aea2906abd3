import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useText } from '../../translation';
import { useEnvironments } from './useEnvironments';

interface EnvironmentSwitchProps {
  /** The one that is shown; absent until the backend has said which is the default. */
  current?: string;
  onChoose: (environment: string) => void;
}

/** Which environment is looked at. */
export function EnvironmentSwitch(props: EnvironmentSwitchProps) {
  const t = useText();
  const { current, onChoose } = props;
  const environments = useEnvironments(current);
  return (
    <TextField
      select
      size="small"
      label={t('services.environment')}
      value={current ?? ''}
      onChange={event => onChoose(event.target.value)}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 180 } }}
    >
      {environments.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
}
