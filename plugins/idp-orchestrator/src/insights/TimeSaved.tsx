import { useCallback } from 'react';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useApi } from '@backstage/core-plugin-api';
import {
  LEAST_SAMPLES,
  type FlowStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { Panel } from '../notice/Panel';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useText } from '../translation';
import { NUMBER_CELLS } from './cells';
import { formatMs } from './format';
import { listSavings, saveSomething, type FlowSavings } from './listSavings';

/** What people need not do by hand any more, with how that is reckoned. */
export function TimeSaved({ stats }: { stats: FlowStats[] }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  return (
    <Panel title={t('insights.saved')}>
      <WhenLoaded loaded={loaded}>
        {({ items }) => (
          <Savings
            savings={listSavings(stats, items)}
            isTooFew={saveSomething(stats, items)}
          />
        )}
      </WhenLoaded>
    </Panel>
  );
}

interface SavingsProps {
  savings: FlowSavings[];
  /** Something would be saved, and too few runs say how much. */
  isTooFew: boolean;
}

function Savings({ savings, isTooFew }: SavingsProps) {
  const t = useText();
  if (savings.length === 0) {
    return (
      <Box sx={{ color: 'text.secondary' }}>
        {isTooFew
          ? t('insights.tooFew', { count: LEAST_SAMPLES })
          : t('insights.noSaved')}
      </Box>
    );
  }
  const total = savings.reduce((sum, { savedMs }) => sum + savedMs, 0);
  return (
    <>
      <Box sx={{ typography: 'h5' }}>{formatMs(total)}</Box>
      <Box sx={{ typography: 'body2', color: 'text.secondary', mb: 1 }}>
        {t('insights.savedHow')}
      </Box>
      <SavingsTable savings={savings} />
    </>
  );
}

function SavingsTable({ savings }: { savings: FlowSavings[] }) {
  const t = useText();
  const label = t('insights.saved');
  return (
    <TableContainer tabIndex={0} role="group" aria-label={label}>
      <Table size="small" sx={NUMBER_CELLS} aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{t('insights.flow')}</TableCell>
            <TableCell align="right">{t('insights.succeeded')}</TableCell>
            <TableCell align="right">{t('insights.byHand')}</TableCell>
            <TableCell align="right">{t('insights.p50')}</TableCell>
            <TableCell align="right">{t('insights.saved')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {savings.map(flow => (
            <TableRow key={flow.flowId}>
              <TableCell>{flow.title}</TableCell>
              <TableCell align="right">{flow.succeeded}</TableCell>
              <TableCell align="right">{formatMs(flow.manualMs)}</TableCell>
              <TableCell align="right">{formatMs(flow.runMs)}</TableCell>
              <TableCell align="right">{formatMs(flow.savedMs)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
