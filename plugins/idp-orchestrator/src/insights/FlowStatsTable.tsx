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
import { Trend } from './Trend';

interface FlowStatsTableProps {
  flows: FlowStats[];
  /** The same of as long a time before. */
  before: FlowStats[];
  days: number;
}

/** How each flow went, and against as long a time before; its name counts only that one. */
export function FlowStatsTable({ flows, before, days }: FlowStatsTableProps) {
  const t = useText();
  const earlier = new Map(before.map(flow => [flow.flowId, flow]));
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
            <FlowRow
              key={flow.flowId}
              flow={flow}
              before={earlier.get(flow.flowId)}
              days={days}
              link={linkTo(flow.flowId)}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface FlowRowProps {
  flow: FlowStats;
  before?: FlowStats;
  days: number;
  link: string;
}

function FlowRow({ flow, before, days, link }: FlowRowProps) {
  const t = useText();
  const points = (ratio: number) =>
    t('insights.points', { points: String(Math.round(ratio * 1_000) / 10) });
  return (
    <TableRow>
      <TableCell>
        <Link to={link}>{flow.title}</Link>
      </TableCell>
      <TableCell align="right">
        {flow.ended}
        <Trend
          now={flow.ended}
          before={before?.ended}
          days={days}
          format={String}
        />
      </TableCell>
      <TableCell align="right">
        {formatRatio(flow.successRatio)}
        <Trend
          now={flow.successRatio}
          before={before?.successRatio}
          better="more"
          days={days}
          format={points}
        />
      </TableCell>
      <TableCell align="right">{flow.failed}</TableCell>
      <TableCell align="right">
        {formatMs(flow.p50Ms)}
        <Trend
          now={flow.p50Ms}
          before={before?.p50Ms}
          better="less"
          days={days}
          format={formatMs}
        />
      </TableCell>
      <TableCell align="right">{formatMs(flow.p90Ms)}</TableCell>
    </TableRow>
  );
}
