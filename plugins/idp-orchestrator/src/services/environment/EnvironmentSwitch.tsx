import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Stack from '@mui/material/Stack';
import { useText } from '../../translation';
import { EnvironmentDot } from './EnvironmentChip';
import { useEnvironment } from './useEnvironment';

/** Chooses the environment that all pages are about; nothing where there is one only. */
export function EnvironmentSwitch() {
  const t = useText();
  const { environment, environments, choose } = useEnvironment();
  if (environments.length < 2) return null;
  return (
    <Select
      size="small"
      value={
        environments.some(one => one.name === environment) ? environment : ''
      }
      displayEmpty
      onChange={event => choose(event.target.value)}
      inputProps={{ 'aria-label': t('environment.label') }}
      sx={{
        maxWidth: { xs: 150, sm: 220 },
        fontSize: 14,
        '& .v5-MuiSelect-select': { py: 0.5 },
      }}
    >
      {environments.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          <Stack
            component="span"
            direction="row"
            spacing={1}
            sx={{ alignItems: 'center', minWidth: 0 }}
          >
            <EnvironmentDot name={name} />
            <span>{title}</span>
          </Stack>
        </MenuItem>
      ))}
    </Select>
  );
}
