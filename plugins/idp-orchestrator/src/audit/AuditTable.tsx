import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { RelativeTime } from '../time/RelativeTime';
import { useText, type Translate } from '../translation';
import { OutcomeLabel } from './OutcomeLabel';
import { SubjectLink } from './SubjectLink';

/** Columns that a narrow screen tells in the first one instead. */
const WIDE = { display: { xs: 'none', md: 'table-cell' } };
const NARROW = { display: { xs: 'block', md: 'none' } };

const SMALL = {
  typography: 'caption',
  lineHeight: 1.4,
  color: 'text.secondary',
};

const CELLS = {
  '& th, & td': {
    px: { xs: 1.5, md: 2 },
    verticalAlign: 'top',
    lineHeight: 1.4,
  },
  '& tbody tr:last-child td': { borderBottom: 0 },
};

/** Entries in rows. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const t = useText();
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Table size="small" aria-label={t('audit.label')} sx={CELLS}>
        <TableHead>
          <TableRow>
            <TableCell>{t('audit.what')}</TableCell>
            <TableCell>{t('audit.outcome')}</TableCell>
            <TableCell sx={WIDE}>{t('audit.who')}</TableCell>
            <TableCell sx={WIDE}>{t('audit.when')}</TableCell>
            <TableCell sx={WIDE}>{t('audit.from')}</TableCell>
            <TableCell sx={{ ...WIDE, whiteSpace: 'nowrap' }} align="right">
              {t('audit.number')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map(entry => (
            <AuditRow key={entry.number} entry={entry} />
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const { number, at, act, outcome, by, subject, environment } = entry;
  const conversation = by.kind === 'agent' ? by.conversation : undefined;
  return (
    <TableRow hover>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <code>{act}</code>{' '}
        {subject && <SubjectLink subject={subject} environment={environment} />}
        {environment && <Box sx={SMALL}>{environment}</Box>}
        {entry.reason && (
          <Box sx={SMALL}>{t('audit.because', { reason: entry.reason })}</Box>
        )}
        <Box sx={{ ...NARROW, ...SMALL }}>
          <InitiatorName initiator={by} /> · <RelativeTime at={at} /> ·{' '}
          {describeOrigin(entry, t)}
        </Box>
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <OutcomeLabel outcome={outcome} />
        {entry.result && <Box sx={SMALL}>{entry.result}</Box>}
      </TableCell>
      <TableCell sx={{ ...WIDE, wordBreak: 'normal', minWidth: 110 }}>
        <InitiatorName initiator={by} />
        {conversation && (
          <Box sx={SMALL}>{t('audit.conversation', { id: conversation })}</Box>
        )}
      </TableCell>
      <TableCell sx={WIDE}>
        <RelativeTime at={at} />
      </TableCell>
      <TableCell sx={{ ...WIDE, overflowWrap: 'anywhere', maxWidth: 260 }}>
        {describeOrigin(entry, t)}
        {entry.origin.userAgent && (
          <Box sx={SMALL}>{entry.origin.userAgent}</Box>
        )}
      </TableCell>
      <TableCell sx={WIDE} align="right">
        {number}
      </TableCell>
    </TableRow>
  );
}

/** `Portal or API, 10.0.0.7` */
function describeOrigin({ origin }: AuditEntry, t: Translate): string {
  return [t(`audit.doors.${origin.door}`), origin.address]
    .filter(Boolean)
    .join(', ');
}
