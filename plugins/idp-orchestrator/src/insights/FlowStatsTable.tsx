import { useLocation } from 'react-router-dom';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { Link } from '@backstage/core-components';
import type { FlowStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { NUMBER_CELLS } from './cells';
import { formatMs, formatRatio } from './format';

/** How each flow went; its name counts only that one. */
export function FlowStatsTable({ flows }: { flows: FlowStats[] }) {
  const t = useText();
  const { pathname, search } = useLocation();
  const linkTo = (flowId: string) => {
    const query = new URLSearchParams(search);
    query.set('flow', flowId);
    return `${pathname}?${query}`;
  };
  return (
    <TableContainer tabIndex={0} role="group" aria-label={t('insights.flows')}>
      <Table size="small" sx={NUMBER_CELLS} aria-label={t('insights.flows')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('insights.flow')}</TableCell>
            <TableCell align="right">{t('insights.ended')}</TableCell>
            <TableCell align="right">{t('insights.success')}</TableCell>
            <TableCell align="right">{t('insights.failed')}</TableCell>
            <TableCell align="right">{t('insights.p50')}</TableCell>
            <TableCell align="right">{t('insights.p90')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {flows.map(flow => (
            <TableRow key={flow.flowId}>
              <TableCell>
                <Link to={linkTo(flow.flowId)}>{flow.title}</Link>
              </TableCell>
              <TableCell align="right">{flow.ended}</TableCell>
              <TableCell align="right">
                {formatRatio(flow.successRatio)}
              </TableCell>
              <TableCell align="right">{flow.failed}</TableCell>
              <TableCell align="right">{formatMs(flow.p50Ms)}</TableCell>
              <TableCell align="right">{formatMs(flow.p90Ms)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
