import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import { shownStateOf } from '../state/shownState';
import { ServiceLink } from '../ServiceLink';

interface NeighboursProps {
  service: ServiceState;
  services: ServiceState[];
}

/** What a service depends on, and what needs it. */
export function Neighbours({ service, services }: NeighboursProps) {
  const t = useText();
  const named = (names: string[]) =>
    names.map(
      name => services.find(one => one.name === name) ?? { name, title: name },
    );
  return (
    <>
      <List
        title={t('service.dependsOn')}
        none={t('service.dependsOnNothing')}
        neighbours={named(service.dependsOn)}
      />
      <List
        title={t('service.neededBy')}
        none={t('service.neededByNothing')}
        neighbours={named(service.dependents)}
      />
    </>
  );
}

interface ListProps {
  title: string;
  none: string;
  neighbours: Array<
    Pick<ServiceState, 'name' | 'title'> & Partial<ServiceState>
  >;
}

function List({ title, none, neighbours }: ListProps) {
  return (
    <Box sx={{ typography: 'body2', '& + &': { mt: 1.5 } }}>
      <Typography variant="subtitle2" component="h4" sx={{ m: 0 }}>
        {title}
      </Typography>
      {neighbours.length === 0 && (
        <Box sx={{ color: 'text.secondary' }}>{none}</Box>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {neighbours.map(neighbour => (
          <Box
            component="li"
            key={neighbour.name}
            sx={{
              display: 'flex',
              justifyContent: 'space-between',
              gap: 1,
              py: 0.25,
            }}
          >
            <ServiceLink service={neighbour} title={neighbour.title} />
            {neighbour.health && (
              <HealthLabel status={shownStateOf(neighbour.health)} />
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
