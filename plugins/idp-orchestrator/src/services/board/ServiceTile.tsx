import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import { HEALTH_LOOKS } from '../health/healthStyles';
import { LastChange } from '../LastChange';
import { OperationButtons } from '../operation/OperationButtons';
import { describeFacts } from '../describeFacts';
import { shownStateOf } from '../state/shownState';
import { ServiceLink } from '../ServiceLink';
import { ServiceUrl } from '../ServiceUrl';
import { WhyNotHealthy } from '../WhyNotHealthy';
import type { BoardListProps } from './BoardListProps';

interface ServiceTileProps {
  service: ServiceState;
  list: BoardListProps;
}

/** One service: how it is and why, who changed it last, and its controls. */
export function ServiceTile({ service, list }: ServiceTileProps) {
  const t = useText();
  const { name, title, health, critical } = service;
  const facts = describeFacts(health, t);
  return (
    <Paper
      component="li"
      variant="outlined"
      data-service={name}
      sx={{
        p: 1.5,
        display: 'flex',
        flexDirection: 'column',
        gap: 0.75,
        borderLeft: 4,
        borderLeftColor: HEALTH_LOOKS[shownStateOf(health)].color,
        minWidth: 0,
      }}
    >
      <Stack direction="row" spacing={0.5} sx={{ alignItems: 'flex-start' }}>
        <SelectBox service={service} list={list} />
        <Typography
          variant="subtitle1"
          component="h2"
          sx={{
            m: 0,
            flexGrow: 1,
            fontWeight: 600,
            lineHeight: '30px',
            overflowWrap: 'anywhere',
          }}
        >
          <ServiceLink service={service} title={title} />
        </Typography>
        <Box sx={{ lineHeight: '30px' }}>
          <HealthLabel status={shownStateOf(health)} />
        </Box>
      </Stack>
      <WhyNotHealthy health={health} titles={list.titles} />
      <Box sx={{ typography: 'caption', color: 'text.secondary', flexGrow: 1 }}>
        {critical && <Box>{t('services.criticalHint')}</Box>}
        {facts && <Box>{facts}</Box>}
        <LastChange change={service.lastChange} />
      </Box>
      <Stack
        direction="row"
        sx={{ alignItems: 'center', justifyContent: 'space-between' }}
      >
        <ServiceUrl title={title} url={service.url ?? health.url} />
        <OperationButtons
          small
          services={[service]}
          onStarted={list.onStarted}
        />
      </Stack>
    </Paper>
  );
}

/** Chooses the service; there is no choice where nothing can be done. */
export function SelectBox({ service, list }: ServiceTileProps) {
  const t = useText();
  const { name, title, control } = service;
  return (
    <Checkbox
      size="small"
      disabled={control === 'none'}
      checked={list.selected.has(name)}
      onChange={event => list.onSelect(name, event.target.checked)}
      inputProps={{ 'aria-label': t('services.select', { service: title }) }}
      sx={{ p: 0.5 }}
    />
  );
}
