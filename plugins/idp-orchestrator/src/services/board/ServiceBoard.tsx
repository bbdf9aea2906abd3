import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { Notice } from '../../notice/Notice';
import { useText } from '../../translation';
import type { BoardListProps } from './BoardListProps';
import { filterServices, type BoardFilter } from './boardFilter';
import { SelectionBar } from './SelectionBar';
import { ServiceTable } from './ServiceTable';
import { ServiceTile } from './ServiceTile';

interface ServiceBoardProps {
  services: ServiceState[];
  filter: BoardFilter;
  onChange: (part: Partial<BoardFilter>) => void;
  /** Names. */
  onSelect: (selected: string[]) => void;
  onStarted: () => void;
}

/** The services as tiles or rows; one or many can be chosen and operated. */
export function ServiceBoard(props: ServiceBoardProps) {
  const t = useText();
  const { services, filter, onChange, onSelect, onStarted } = props;
  const shown = filterServices(services, filter);
  const selected = new Set(filter.selected);
  const select = (name: string, chosen: boolean) =>
    onSelect(
      chosen
        ? [...filter.selected, name]
        : filter.selected.filter(other => other !== name),
    );
  const list: BoardListProps = {
    services: shown,
    titles: new Map(services.map(({ name, title }) => [name, title])),
    selected,
    onSelect: select,
    onStarted,
  };
  return (
    <>
      <SelectionBar
        shown={shown}
        selected={services.filter(({ name }) => selected.has(name))}
        onSelect={onSelect}
        onStarted={onStarted}
      />
      {shown.length === 0 && (
        <Notice
          icon={<SearchOffIcon />}
          title={t('services.noMatch')}
          actions={
            <Button onClick={() => onChange({ statuses: [], text: '' })}>
              {t('services.showAll')}
            </Button>
          }
        />
      )}
      {shown.length > 0 &&
        (filter.view === 'table' ? (
          <ServiceTable {...list} />
        ) : (
          <Tiles {...list} />
        ))}
    </>
  );
}

function Tiles(list: BoardListProps) {
  const t = useText();
  return (
    <Box
      component="ul"
      aria-label={t('services.label')}
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 290px), 1fr))',
      }}
    >
      {list.services.map(service => (
        <ServiceTile key={service.name} service={service} list={list} />
      ))}
    </Box>
  );
}
