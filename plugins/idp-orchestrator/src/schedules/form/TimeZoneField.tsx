import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useText } from '../../translation';
import { ownTimeZone } from '../../windows/formatSpan';

/** `UTC` is not among the names that browsers list. */
const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

interface TimeZoneFieldProps {
  value: string;
  wrong?: string;
  onChange: (timezone: string) => void;
}

/** The clocks that its times are read by: always said, since those of a server would be an accident. */
export function TimeZoneField({ value, wrong, onChange }: TimeZoneFieldProps) {
  const t = useText();
  const zone = ownTimeZone();
  const hint = t(value ? 'scheduleForm.zoneHint' : 'scheduleForm.zoneNone', {
    zone,
  });
  const options = ZONES.includes(value) || !value ? ZONES : [value, ...ZONES];
  return (
    <Autocomplete
      options={options}
      value={value || null}
      onChange={(_, chosen) => onChange(chosen ?? '')}
      renderInput={params => (
        <TextField
          {...params}
          required
          label={t('scheduleForm.zone')}
          error={wrong !== undefined}
          helperText={wrong ?? hint}
        />
      )}
    />
  );
}
