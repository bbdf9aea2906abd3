import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { Link } from '@backstage/core-components';
import {
  formatDuration,
  lastLinesOf,
  type Run,
  type RunError,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ListTable } from '../listing/ListTable';
import { NARROW, SMALL, WIDE } from '../listing/listCells';
import { runRouteRef } from '../routes';
import { StateLabel } from '../state/StateLabel';
import { CodeBlock } from '../terminal/CodeBlock';
import { stripAnsi } from '../terminal/parseAnsi';
import { useText } from '../translation';
import { addQuery, usePluginLink } from '../usePluginLink';
import type { ComparedStep, Comparison } from './compareRuns';

interface StepsTableProps {
  a: Run;
  b: Run;
  comparison: Comparison;
}

/** Each step of both runs: how it ended, and how long it took. */
export function StepsTable({ a, b, comparison }: StepsTableProps) {
  const t = useText();
  return (
    <ListTable
      label={t('compare.steps')}
      columns={[
        { title: t('compare.step') },
        { title: t('compare.first') },
        { title: t('compare.second') },
        { title: t('compare.difference'), wide: true, align: 'right' },
      ]}
    >
      {comparison.steps.map(step => (
        <TableRow key={step.id} selected={step.id === comparison.firstOther}>
          <TableCell sx={STEP_NAME}>
            <Box sx={{ fontWeight: step.isOther ? 600 : 400 }}>
              {step.title}
            </Box>
            {step.id === comparison.firstOther && (
              <Box sx={SMALL}>{t('compare.apart')}</Box>
            )}
            <Box sx={{ ...NARROW, ...SMALL }}>
              <Difference step={step} />
            </Box>
          </TableCell>
          <StepCell runId={a.id} step={step.a} ms={step.aMs} />
          <StepCell runId={b.id} step={step.b} ms={step.bMs} />
          <TableCell align="right" sx={WIDE}>
            <Difference step={step} />
          </TableCell>
        </TableRow>
      ))}
    </ListTable>
  );
}

/** Wide enough for most words: a narrow screen would break them anywhere. */
const STEP_NAME = {
  minWidth: 96,
  overflowWrap: 'break-word',
  hyphens: 'auto',
} as const;

interface StepCellProps {
  runId: string;
  step?: RunStep;
  ms?: number;
}

function StepCell({ runId, step, ms }: StepCellProps) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  if (!step) {
    return <TableCell sx={SMALL}>{t('compare.absent')}</TableCell>;
  }
  return (
    <TableCell>
      <Link to={addQuery(runLink({ runId }), { step: step.id })}>
        <StateLabel status={step.status} isShort />
      </Link>
      {ms !== undefined && <Box sx={SMALL}>{formatDuration(ms)}</Box>}
      {step.error && <StepError error={step.error} />}
    </TableCell>
  );
}

/** So many of the last lines stand beside each other; the run's page has the rest. */
const SHOWN_LINES = 5;

function StepError({ error }: { error: RunError }) {
  const t = useText();
  const lines =
    lastLinesOf(error)?.lines.slice(-SHOWN_LINES).map(stripAnsi) ?? [];
  return (
    <Box sx={{ typography: 'body2', mt: 0.5 }}>
      {error.message}
      {lines.length > 0 && (
        <CodeBlock label={t('compare.lastLines')}>{lines.join('\n')}</CodeBlock>
      )}
    </Box>
  );
}

function Difference({ step: { longerByMs } }: { step: ComparedStep }) {
  const t = useText();
  if (longerByMs === undefined) return null;
  const time = formatDuration(Math.abs(longerByMs));
  if (longerByMs > 0) return <>{t('compare.longer', { time })}</>;
  return (
    <>{longerByMs < 0 ? t('compare.shorter', { time }) : t('compare.same')}</>
  );
}
