import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';

interface FlowFieldProps {
  flows: FlowSummary[];
  /** The id of the chosen one. */
  value: string;
  onChange: (flow: string) => void;
}

/** Which flow or script is started: one that its maker may run. */
export function FlowField({ flows, value, onChange }: FlowFieldProps) {
  const t = useText();
  const chosen = flows.find(({ id }) => id === value);
  const isGone = value !== '' && !chosen;
  return (
    <Autocomplete
      options={flows}
      value={chosen ?? null}
      getOptionLabel={({ title }) => title}
      getOptionKey={({ id }) => id}
      getOptionDisabled={({ mayRun }) => !mayRun}
      isOptionEqualToValue={(option, one) => option.id === one.id}
      onChange={(_, flow) => onChange(flow?.id ?? '')}
      renderInput={params => (
        <TextField
          {...params}
          required
          label={t('scheduleForm.flow')}
          error={isGone}
          helperText={
            isGone
              ? t('scheduleForm.noFlow', { flow: value })
              : t('scheduleForm.flowHint')
          }
        />
      )}
    />
  );
}
