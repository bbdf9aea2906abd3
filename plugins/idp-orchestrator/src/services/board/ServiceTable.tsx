import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { describeFacts } from '../describeFacts';
import { HealthLabel } from '../health/HealthLabel';
import { LastChange } from '../LastChange';
import { OperationButtons } from '../operation/OperationButtons';
import { shownStateOf } from '../state/shownState';
import { ServiceLink } from '../ServiceLink';
import { ServiceUrl } from '../ServiceUrl';
import { WhyNotHealthy } from '../WhyNotHealthy';
import type { BoardListProps } from './BoardListProps';
import { SelectBox } from './ServiceTile';

/** Columns that a narrow screen tells in the first one instead. */
const WIDE = { display: { xs: 'none', md: 'table-cell' } };
const NARROW = { display: { xs: 'block', md: 'none' } };

const CELLS = {
  '& th, & td': { px: { xs: 0.75, md: 1.5 }, lineHeight: 1.4 },
  '& tbody tr:last-child td': { borderBottom: 0 },
};

/** The services in rows. */
export function ServiceTable(list: BoardListProps) {
  const t = useText();
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Table size="small" aria-label={t('services.label')} sx={CELLS}>
        <TableHead>
          <TableRow>
            <TableCell>{t('services.service')}</TableCell>
            <TableCell>{t('services.health')}</TableCell>
            <TableCell sx={WIDE}>{t('services.facts')}</TableCell>
            <TableCell sx={WIDE}>{t('services.lastChange')}</TableCell>
            <TableCell sx={WIDE}>{t('services.controls')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {list.services.map(service => (
            <ServiceRow key={service.name} service={service} list={list} />
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}

interface ServiceRowProps {
  service: ServiceState;
  list: BoardListProps;
}

function ServiceRow({ service, list }: ServiceRowProps) {
  const t = useText();
  const { name, title, health, critical } = service;
  const controls = (
    <OperationButtons small services={[service]} onStarted={list.onStarted} />
  );
  return (
    <TableRow hover data-service={name}>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <SelectBox service={service} list={list} />
        <ServiceLink service={service} title={title} />
        {critical && (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {t('services.criticalHint')}
          </Box>
        )}
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <HealthLabel status={shownStateOf(health)} />
        <WhyNotHealthy health={health} titles={list.titles} />
        <Box sx={{ ...NARROW, typography: 'caption', color: 'text.secondary' }}>
          {describeFacts(health, t)}
          <LastChange change={service.lastChange} />
          {controls}
        </Box>
      </TableCell>
      <TableCell sx={WIDE}>
        <div>{describeFacts(health, t)}</div>
        <ServiceUrl title={title} url={service.url ?? health.url} />
      </TableCell>
      <TableCell sx={WIDE}>
        <LastChange change={service.lastChange} />
      </TableCell>
      <TableCell sx={WIDE}>{controls}</TableCell>
    </TableRow>
  );
}
