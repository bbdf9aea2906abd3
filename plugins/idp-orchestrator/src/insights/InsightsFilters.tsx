import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { FilterText } from '../runs/FilterText';
import { FlowFilter } from '../runs/FlowFilter';
import { useText } from '../translation';
import { PERIODS, type InsightsFilter } from './insightsFilter';

interface InsightsFiltersProps {
  filter: InsightsFilter;
  onChange: (part: Partial<InsightsFilter>) => void;
}

const WIDTH = { width: { xs: 'calc(50% - 6px)', sm: 180 } };

/** Which runs are counted. */
export function InsightsFilters({ filter, onChange }: InsightsFiltersProps) {
  const t = useText();
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1.5}
      sx={{ mb: 2, alignItems: 'center' }}
    >
      <FlowFilter
        flow={filter.flow}
        onChange={flow => onChange({ flow })}
        sx={WIDTH}
      />
      <FilterText
        label={t('insights.environment')}
        value={filter.environment}
        onChange={environment => onChange({ environment })}
        sx={WIDTH}
      />
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('insights.time')}
        value={filter.days}
        onChange={(_, days: number | null) => days && onChange({ days })}
      >
        {PERIODS.map(count => (
          <ToggleButton
            key={count}
            value={count}
            sx={{ textTransform: 'none', color: 'text.primary' }}
          >
            {t('insights.days', { count })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Stack>
  );
}
