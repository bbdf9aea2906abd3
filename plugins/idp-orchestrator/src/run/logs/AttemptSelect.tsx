import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';

interface AttemptSelectProps {
  step: RunStep;
  attempt: number;
  onAttempt: (attempt: number) => void;
}

/** Which of several attempts of a step is looked at. */
export function AttemptSelect({
  step,
  attempt,
  onAttempt,
}: AttemptSelectProps) {
  const t = useText();
  return (
    <Select
      size="small"
      variant="standard"
      value={attempt}
      inputProps={{ 'aria-label': t('logs.attempt') }}
      onChange={event => onAttempt(Number(event.target.value))}
    >
      {step.history.map(({ number }) => (
        <MenuItem key={number} value={number}>
          {t('steps.attempt', { number: String(number) })}
        </MenuItem>
      ))}
    </Select>
  );
}
