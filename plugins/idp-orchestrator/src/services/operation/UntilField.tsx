import TextField from '@mui/material/TextField';
import { useText } from '../../translation';

interface UntilFieldProps {
  /** As `2026-12-24T18:00`, in the reader's zone; empty for ever. */
  until: string;
  onChange: (until: string) => void;
}

/** Until when a service is meant to be stopped; after that it is missed. */
export function UntilField({ until, onChange }: UntilFieldProps) {
  const t = useText();
  return (
    <TextField
      type="datetime-local"
      fullWidth
      label={t('operation.until')}
      helperText={t('operation.untilHint')}
      value={until}
      onChange={event => onChange(event.target.value)}
      InputLabelProps={{ shrink: true }}
    />
  );
}
