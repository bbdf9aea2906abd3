import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { runRouteRef } from '../routes';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { RelativeTime } from '../time/RelativeTime';
import { useText } from '../translation';

/** Columns that a narrow screen tells in the first one instead. */
const WIDE = { display: { xs: 'none', md: 'table-cell' } };
const NARROW = { display: { xs: 'block', md: 'none' } };

const SMALL = {
  typography: 'caption',
  lineHeight: 1.4,
  color: 'text.secondary',
};

/** Backstage's cells are wide; on a phone they would leave no room for words. */
const CELLS = {
  '& th, & td': { px: { xs: 1.5, md: 2.5 } },
  '& tbody tr:last-child td': { borderBottom: 0 },
};

/** Runs in rows. */
export function RunTable({ runs }: { runs: Run[] }) {
  const t = useText();
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Table size="small" aria-label={t('runs.label')} sx={CELLS}>
        <TableHead>
          <TableRow>
            <TableCell>{t('runs.run')}</TableCell>
            <TableCell>{t('runs.status')}</TableCell>
            <TableCell sx={WIDE}>{t('runs.environment')}</TableCell>
            <TableCell sx={WIDE}>{t('runs.startedBy')}</TableCell>
            <TableCell sx={WIDE}>{t('runs.started')}</TableCell>
            <TableCell align="right" sx={WIDE}>
              {t('runs.duration')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.map(run => (
            <RunRow key={run.id} run={run} />
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}

function RunRow({ run }: { run: Run }) {
  const t = useText();
  const runLink = useRouteRef(runRouteRef);
  return (
    <TableRow hover>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <Link to={runLink({ runId: run.id })}>{run.flowTitle}</Link>{' '}
        {run.dryRun && (
          <Chip
            size="small"
            label={t('dryRun.chip')}
            sx={{ m: 0, height: 20 }}
          />
        )}
        {run.reason && <Box sx={SMALL}>{run.reason}</Box>}
        <Box sx={{ ...NARROW, ...SMALL }}>
          {run.environment} · <InitiatorName initiator={run.initiator} /> ·{' '}
          <RelativeTime at={run.createdAt} /> ·{' '}
          <Elapsed from={run.startedAt} to={run.finishedAt} />
        </Box>
      </TableCell>
      <TableCell>
        <StateLabel status={run.status} />
        {run.waitingFor && <Box sx={SMALL}>{run.waitingFor.text}</Box>}
      </TableCell>
      <TableCell sx={WIDE}>{run.environment}</TableCell>
      <TableCell sx={WIDE}>
        <InitiatorName initiator={run.initiator} />
      </TableCell>
      <TableCell sx={WIDE}>
        <RelativeTime at={run.createdAt} />
      </TableCell>
      <TableCell align="right" sx={{ ...WIDE, whiteSpace: 'nowrap' }}>
        <Elapsed from={run.startedAt} to={run.finishedAt} />
      </TableCell>
    </TableRow>
  );
}
