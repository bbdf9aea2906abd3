import { useCallback } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { SxProps, Theme } from '@mui/material/styles';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useText } from '../translation';

interface FlowFilterProps {
  flow?: string;
  /** Empty for all. */
  onChange: (flow: string) => void;
  sx?: SxProps<Theme>;
}

/** The flows there are; without them (they may be forbidden) the one asked for still shows. */
export function FlowFilter({ flow: asked, onChange, sx }: FlowFilterProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  const flows = loaded.state === 'ready' ? loaded.value.items : [];
  const unknown =
    asked && !flows.some(flow => flow.id === asked)
      ? [{ id: asked, title: asked }]
      : [];
  return (
    <TextField
      select
      size="small"
      label={t('runs.flow')}
      value={asked ?? ''}
      onChange={event => onChange(event.target.value)}
      sx={sx}
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
