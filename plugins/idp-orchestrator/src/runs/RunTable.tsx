import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Chip from '@mui/material/Chip';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { Link } from '@backstage/core-components';
import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { NARROW, SMALL, WIDE } from '../listing/listCells';
import { ListTable } from '../listing/ListTable';
import { InitiatorName } from '../people/InitiatorName';
import { runRouteRef } from '../routes';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { formatAbsolute } from '../time/formatRelative';
import { RelativeTime } from '../time/RelativeTime';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';

/** Which runs are chosen, and how that changes. */
export interface RunChoice {
  selected: string[];
  onToggle: (runId: string) => void;
}

interface RunTableProps {
  runs: RunSummary[];
  /** Runs can be chosen where there is one. */
  choice?: RunChoice;
}

/** Runs in rows. */
export function RunTable({ runs, choice }: RunTableProps) {
  const t = useText();
  return (
    <ListTable
      label={t('runs.label')}
      columns={[
        ...(choice ? [{ title: t('runs.choose'), untitled: true }] : []),
        { title: t('runs.run') },
        { title: t('runs.status') },
        { title: t('runs.environment'), wide: true },
        { title: t('runs.startedBy'), wide: true },
        { title: t('runs.started'), wide: true },
        { title: t('runs.duration'), wide: true, align: 'right' },
      ]}
    >
      {runs.map(run => (
        <RunRow key={run.id} run={run} choice={choice} />
      ))}
    </ListTable>
  );
}

function RunRow({ run, choice }: { run: RunSummary; choice?: RunChoice }) {
  return (
    <TableRow hover selected={choice?.selected.includes(run.id)}>
      {choice && <ChoiceCell run={run} choice={choice} />}
      <NameCell run={run} />
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

function ChoiceCell({ run, choice }: { run: RunSummary; choice: RunChoice }) {
  const t = useText();
  const language = useLanguage();
  return (
    <TableCell padding="checkbox" sx={{ '&&': { pr: 0, pt: 1.375 } }}>
      <Checkbox
        size="small"
        checked={choice.selected.includes(run.id)}
        onChange={() => choice.onToggle(run.id)}
        inputProps={{
          'aria-label': t('runs.chooseOne', {
            flow: run.flowTitle,
            when: formatAbsolute(run.createdAt, language),
          }),
        }}
        sx={{ p: 0.5 }}
      />
    </TableCell>
  );
}

function NameCell({ run }: { run: RunSummary }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  return (
    <TableCell sx={{ overflowWrap: 'anywhere' }}>
      <Link to={runLink({ runId: run.id })}>{run.flowTitle}</Link>{' '}
      {run.dryRun && (
        <Chip size="small" label={t('dryRun.chip')} sx={{ m: 0, height: 20 }} />
      )}
      {run.reason && <Box sx={SMALL}>{run.reason}</Box>}
      <Box sx={{ ...NARROW, ...SMALL }}>
        {run.environment} · <InitiatorName initiator={run.initiator} /> ·{' '}
        <RelativeTime at={run.createdAt} /> ·{' '}
        <Elapsed from={run.startedAt} to={run.finishedAt} />
      </Box>
    </TableCell>
  );
}
