import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import type { RunStatus } from '@idp/backstage-plugin-idp-orchestrator-common';
import { StateLabel } from '../state/StateLabel';
import { useText } from '../translation';
import { FilterText } from './FilterText';
import { FlowFilter } from './FlowFilter';
import { FILTER_STATUSES, type RunFilter } from './runFilter';

interface RunFiltersProps {
  filter: RunFilter;
  onChange: (part: Partial<RunFilter>) => void;
}

const WIDTH = { width: { xs: 'calc(50% - 6px)', sm: 180 } };

/** Which runs to show. */
export function RunFilters({ filter, onChange }: RunFiltersProps) {
  const t = useText();
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1.5}
      sx={{ mb: 2 }}
    >
      <TextField
        select
        size="small"
        label={t('runs.status')}
        value={filter.statuses}
        onChange={event =>
          onChange({ statuses: event.target.value as unknown as RunStatus[] })
        }
        SelectProps={{
          multiple: true,
          renderValue: chosen =>
            (chosen as RunStatus[])
              .map(status => t(`state.${status}`))
              .join(', '),
        }}
        sx={WIDTH}
      >
        {FILTER_STATUSES.map(status => (
          <MenuItem key={status} value={status}>
            <StateLabel status={status} />
          </MenuItem>
        ))}
      </TextField>
      <FlowFilter
        flow={filter.flow}
        onChange={flow => onChange({ flow })}
        sx={WIDTH}
      />
      <FilterText
        label={t('runs.environment')}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
        sx={WIDTH}
      />
      <FilterText
        label={t('runs.startedBy')}
        placeholder="user:default/jane"
        value={filter.initiator}
        onChange={initiator => onChange({ initiator })}
        sx={WIDTH}
      />
      <FilterText
        label={t('runs.text')}
        value={filter.text}
        onChange={text => onChange({ text })}
        sx={{ width: { xs: '100%', sm: 180 } }}
      />
    </Stack>
  );
}
