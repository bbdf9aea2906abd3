import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { SelectFilter } from '../listing/SelectFilter';
import { useText } from '../translation';

interface FlowFilterProps {
  /** All when absent. */
  flow?: string;
  onChange: (flow: string | undefined) => void;
}

/** The flows there are; without them (they may be forbidden) the one asked for still shows. */
export function FlowFilter({ flow: asked, onChange }: FlowFilterProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  const flows = loaded.state === 'ready' ? loaded.value.items : [];
  const known = flows.map(({ id, title }) => ({ value: id, text: title }));
  const unknown =
    asked && !known.some(({ value }) => value === asked)
      ? [{ value: asked, text: asked }]
      : [];
  return (
    <SelectFilter
      label={t('runs.flow')}
      any={t('runs.anyFlow')}
      options={[...unknown, ...known]}
      value={asked}
      onChange={onChange}
    />
  );
}
