import { useCallback } from 'react';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useApi } from '@backstage/core-plugin-api';
import type { RunStatus } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { StateLabel } from '../state/StateLabel';
import { useText } from '../translation';
import { FilterText } from './FilterText';
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
      <FlowFilter filter={filter} onChange={onChange} />
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

/** The flows there are; without them (they may be forbidden) the one asked for still shows. */
function FlowFilter({ filter, onChange }: RunFiltersProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  const flows = loaded.state === 'ready' ? loaded.value.items : [];
  const unknown =
    filter.flow && !flows.some(flow => flow.id === filter.flow)
      ? [{ id: filter.flow, title: filter.flow }]
      : [];
  return (
    <TextField
      select
      size="small"
      label={t('runs.flow')}
      value={filter.flow ?? ''}
      onChange={event => onChange({ flow: event.target.value })}
      sx={WIDTH}
    >
      <MenuItem value="">{t('runs.anyFlow')}</MenuItem>
      {[...unknown, ...flows].map(({ id, title }) => (
        <MenuItem key={id} value={id}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
}
