import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { NARROW, SMALL, WIDE } from '../listing/listCells';
import { ListTable } from '../listing/ListTable';
import { RiskChip } from '../state/RiskChip';
import { RelativeTime } from '../time/RelativeTime';
import { useText, type Translate } from '../translation';
import { AuditSentence } from './AuditSentence';
import { OutcomeLabel } from './OutcomeLabel';
import { EnvironmentName } from '../services/environment/EnvironmentName';
import { ResultText } from './ResultText';

/** Entries in rows. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const t = useText();
  return (
    <ListTable
      label={t('audit.label')}
      columns={[
        { title: t('audit.what') },
        { title: t('audit.outcome') },
        { title: t('audit.when'), wide: true },
        { title: t('audit.from'), wide: true },
        { title: t('audit.number'), wide: true, align: 'right' },
      ]}
    >
      {entries.map(entry => (
        <AuditRow key={entry.number} entry={entry} />
      ))}
    </ListTable>
  );
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const { number, at, outcome, by, environment } = entry;
  const conversation = by.kind === 'agent' ? by.conversation : undefined;
  return (
    <TableRow hover>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <AuditSentence entry={entry} />
        {environment && (
          <Box sx={SMALL}>
            <EnvironmentName name={environment} />
          </Box>
        )}
        <StartTraits entry={entry} />
        {entry.reason && (
          <Box sx={SMALL}>{t('audit.because', { reason: entry.reason })}</Box>
        )}
        <Box sx={{ ...NARROW, ...SMALL }}>
          <RelativeTime at={at} /> · {describeOrigin(entry, t)}
        </Box>
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <OutcomeLabel outcome={outcome} />
        {entry.result && (
          <Box sx={SMALL}>
            {/* The id of a window is none of a run. */}
            {entry.act.startsWith('window.') ? (
              entry.result
            ) : (
              <ResultText text={entry.result} />
            )}
          </Box>
        )}
      </TableCell>
      <TableCell sx={WIDE}>
        <RelativeTime at={at} />
      </TableCell>
      <TableCell sx={{ ...WIDE, overflowWrap: 'anywhere', maxWidth: 260 }}>
        {describeOrigin(entry, t)}
        {conversation && (
          <Box sx={SMALL}>{t('audit.conversation', { id: conversation })}</Box>
        )}
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

/** Of a start: whether it only tried things out, and how much harm it could do. */
function StartTraits({ entry: { dryRun, risk } }: { entry: AuditEntry }) {
  const t = useText();
  if (!dryRun && !risk) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, my: 0.5 }}>
      {dryRun && (
        <Chip
          size="small"
          variant="outlined"
          label={t('dryRun.chip')}
          sx={{ m: 0 }}
        />
      )}
      {risk && <RiskChip risk={risk} />}
    </Box>
  );
}

/** `Portal or API, by link, 10.0.0.7` */
function describeOrigin({ origin }: AuditEntry, t: Translate): string {
  const { door, via, address } = origin;
  return [t(`audit.doors.${door}`), via && t(`audit.means.${via}`), address]
    .filter(Boolean)
    .join(', ');
}
