import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import TableIcon from '@mui/icons-material/TableRows';
import TilesIcon from '@mui/icons-material/GridView';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { TextFilter } from '../../listing/TextFilter';
import { useText } from '../../translation';
import { HealthIcon } from '../health/HealthLabel';
import { SHOWN_STATES, shownStateOf } from '../state/shownState';
import type { BoardFilter, BoardView } from './boardFilter';

interface BoardFiltersProps {
  services: ServiceState[];
  filter: BoardFilter;
  onChange: (part: Partial<BoardFilter>) => void;
}

/** Which services to show, and how. */
export function BoardFilters(props: BoardFiltersProps) {
  const t = useText();
  const { filter, onChange } = props;
  return (
    <>
      <TextFilter
        label={t('services.search')}
        value={filter.text}
        onChange={text => onChange({ text: text ?? '' })}
      />
      <StatusFilter {...props} />
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('services.view')}
        value={filter.view}
        onChange={(_, view: BoardView | null) => view && onChange({ view })}
      >
        <ToggleButton value="tiles" aria-label={t('services.tiles')}>
          <TilesIcon fontSize="small" />
        </ToggleButton>
        <ToggleButton value="table" aria-label={t('services.table')}>
          <TableIcon fontSize="small" />
        </ToggleButton>
      </ToggleButtonGroup>
    </>
  );
}

/** How many are in each state; pressing one shows those. */
function StatusFilter({ services, filter, onChange }: BoardFiltersProps) {
  const t = useText();
  const counted = SHOWN_STATES.map(status => ({
    status,
    count: services.filter(({ health }) => shownStateOf(health) === status)
      .length,
  })).filter(
    ({ status, count }) => count > 0 || filter.statuses.includes(status),
  );
  return (
    <ToggleButtonGroup
      size="small"
      aria-label={t('services.byHealth')}
      value={filter.statuses}
      onChange={(_, statuses: BoardFilter['statuses']) =>
        onChange({ statuses })
      }
      sx={{ flexWrap: 'wrap' }}
    >
      {counted.map(({ status, count }) => (
        <ToggleButton
          key={status}
          value={status}
          sx={{ textTransform: 'none', color: 'text.primary', py: 0.5 }}
        >
          <Stack
            component="span"
            direction="row"
            spacing={0.75}
            sx={{ alignItems: 'center' }}
          >
            <HealthIcon status={status} />
            <span>
              {t(`health.${status}`)} {count}
            </span>
          </Stack>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
