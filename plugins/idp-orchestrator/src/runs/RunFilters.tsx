import { DaysFilter } from '../listing/DaysFilter';
import { FilterBar } from '../listing/FilterBar';
import { ManyFilter } from '../listing/ManyFilter';
import { TextFilter } from '../listing/TextFilter';
import { StateLabel } from '../state/StateLabel';
import { useText } from '../translation';
import { FlowFilter } from './FlowFilter';
import { FILTER_STATUSES, type RunFilter } from './runFilter';

interface RunFiltersProps {
  filter: RunFilter;
  onChange: (part: Partial<RunFilter>) => void;
}

/** Which runs to show. */
export function RunFilters({ filter, onChange }: RunFiltersProps) {
  const t = useText();
  return (
    <FilterBar>
      <ManyFilter
        label={t('runs.status')}
        options={FILTER_STATUSES.map(status => ({
          value: status,
          word: t(`state.${status}`),
          text: <StateLabel status={status} />,
        }))}
        values={filter.statuses}
        onChange={statuses => onChange({ statuses })}
      />
      <FlowFilter flow={filter.flow} onChange={flow => onChange({ flow })} />
      <TextFilter
        label={t('runs.environment')}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
      />
      <TextFilter
        label={t('runs.service')}
        placeholder="grafana"
        value={filter.service}
        onChange={service => onChange({ service })}
      />
      <TextFilter
        label={t('runs.startedBy')}
        placeholder="user:default/jane"
        value={filter.initiator}
        onChange={initiator => onChange({ initiator })}
      />
      <DaysFilter days={filter} onChange={onChange} />
      <TextFilter
        label={t('runs.text')}
        value={filter.text}
        onChange={text => onChange({ text })}
      />
    </FilterBar>
  );
}
