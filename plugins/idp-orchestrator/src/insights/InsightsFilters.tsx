import { FilterBar } from '../listing/FilterBar';
import { PeriodFilter } from '../listing/PeriodFilter';
import { FlowFilter } from '../runs/FlowFilter';
import { useText } from '../translation';
import { PERIODS, type InsightsFilter } from './insightsFilter';

interface InsightsFiltersProps {
  filter: InsightsFilter;
  onChange: (part: Partial<InsightsFilter>) => void;
}

/** Which runs are counted. */
export function InsightsFilters({ filter, onChange }: InsightsFiltersProps) {
  const t = useText();
  return (
    <FilterBar>
      <FlowFilter flow={filter.flow} onChange={flow => onChange({ flow })} />
      <PeriodFilter
        label={t('insights.time')}
        periods={PERIODS}
        value={filter.days}
        nameOf={count => t('insights.days', { count })}
        onChange={days => onChange({ days })}
      />
    </FilterBar>
  );
}
