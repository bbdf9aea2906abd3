import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

/** The chart of days in words, the newest first; days on which nothing ended are left out. */
export function DaysTable({ days }: Pick<RunStats, 'days'>) {
  const t = useText();
  return (
    <Box component="details" sx={{ typography: 'body2' }}>
      <Box component="summary" sx={{ cursor: 'pointer', minHeight: 24 }}>
        {t('insights.asTable')}
      </Box>
      <Table size="small" aria-label={t('insights.perDay')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('insights.day')}</TableCell>
            <TableCell align="right">{t('state.succeeded')}</TableCell>
            <TableCell align="right">{t('state.failed')}</TableCell>
            <TableCell align="right">{t('state.cancelled')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {[...days]
            .reverse()
            .filter(one => one.succeeded + one.failed + one.cancelled > 0)
            .map(({ day, succeeded, failed, cancelled }) => (
              <TableRow key={day}>
                <TableCell>{day}</TableCell>
                <TableCell align="right">{succeeded}</TableCell>
                <TableCell align="right">{failed}</TableCell>
                <TableCell align="right">{cancelled}</TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </Box>
  );
}
