import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import type { HistorySpan } from './layOutHistory';

/** So many spans are listed, the newest. */
const LISTED = 50;

/** The strip in words, the newest first. */
export function HistoryTable({ spans }: { spans: HistorySpan[] }) {
  const t = useText();
  return (
    <Table size="small" aria-label={t('history.list')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('history.state')}</TableCell>
          <TableCell>{t('history.began')}</TableCell>
          <TableCell align="right">{t('history.lasted')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {[...spans]
          .reverse()
          .slice(0, LISTED)
          .map(({ status, reason, from, to }) => (
            <TableRow key={from}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                {status === 'unwatched' ? (
                  t('history.unwatched')
                ) : (
                  <HealthLabel status={status} />
                )}
                {reason && <div>{reason}</div>}
              </TableCell>
              <TableCell>
                <RelativeTime at={new Date(from).toISOString()} />
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {formatDuration(to - from)}
              </TableCell>
            </TableRow>
          ))}
      </TableBody>
    </Table>
  );
}
