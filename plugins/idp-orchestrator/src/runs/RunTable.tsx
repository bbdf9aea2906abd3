import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import {
  titleOfRun,
  type RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { WIDE } from '../listing/listCells';
import { ListTable } from '../listing/ListTable';
import { InitiatorName } from '../people/InitiatorName';
import { shownStateOf } from '../state/shownState';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { formatAbsolute } from '../time/formatRelative';
import { RelativeTime } from '../time/RelativeTime';
import { useLanguage } from '../time/useLanguage';
import { EnvironmentName } from '../services/environment/EnvironmentName';
import { useText } from '../translation';
import { RunNameCell } from './RunNameCell';

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

/** Runs in rows: what each does, how it stands and why, who started it and how long it takes. */
export function RunTable({ runs, choice }: RunTableProps) {
  const t = useText();
  return (
    <ListTable
      label={t('runs.label')}
      columns={[
        ...(choice ? [{ title: t('runs.choose'), untitled: true }] : []),
        { title: t('runs.run') },
        { title: t('runs.status'), wide: true },
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

/** A column that is as wide as its words: none breaks inside of one. */
const SHORT = { ...WIDE, whiteSpace: 'nowrap', width: '1%' };

function RunRow({ run, choice }: { run: RunSummary; choice?: RunChoice }) {
  return (
    <TableRow hover selected={choice?.selected.includes(run.id)}>
      {choice && <ChoiceCell run={run} choice={choice} />}
      <RunNameCell run={run} />
      <TableCell sx={SHORT}>
        <StateLabel status={shownStateOf(run)} />
      </TableCell>
      <TableCell sx={SHORT}>
        <EnvironmentName name={run.environment} />
      </TableCell>
      <TableCell sx={SHORT}>
        <Box
          sx={{ maxWidth: 180, overflow: 'hidden', textOverflow: 'ellipsis' }}
        >
          <InitiatorName initiator={run.initiator} />
        </Box>
      </TableCell>
      <TableCell sx={SHORT}>
        <RelativeTime at={run.createdAt} />
      </TableCell>
      <TableCell align="right" sx={SHORT}>
        <Elapsed from={run.startedAt} to={run.finishedAt} />
      </TableCell>
    </TableRow>
  );
}

function ChoiceCell({ run, choice }: { run: RunSummary; choice: RunChoice }) {
  const t = useText();
  const language = useLanguage();
  return (
    <TableCell
      padding="checkbox"
      sx={{ '&&': { pr: 0, pt: 1.375, width: 44 } }}
    >
      <Checkbox
        size="small"
        checked={choice.selected.includes(run.id)}
        onChange={() => choice.onToggle(run.id)}
        inputProps={{
          'aria-label': t('runs.chooseOne', {
            flow: titleOfRun(run),
            when: formatAbsolute(run.createdAt, language),
          }),
        }}
        sx={{ p: 0.5 }}
      />
    </TableCell>
  );
}
