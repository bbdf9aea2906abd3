import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import TableCell from '@mui/material/TableCell';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { NARROW, SMALL } from '../listing/listCells';
import { InitiatorName } from '../people/InitiatorName';
import { runRouteRef } from '../routes';
import { shownStateOf } from '../state/shownState';
import { StateLabel } from '../state/StateLabel';
import { Elapsed } from '../time/Elapsed';
import { RelativeTime } from '../time/RelativeTime';
import { EnvironmentName } from '../services/environment/EnvironmentName';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { useTellWait } from '../windows/useTellWait';
import { tellRun } from './tellRun';

/** What a run does, and in one line why it failed, what it waits for or how far it is; on a phone all of the row. */
export function RunNameCell({ run }: { run: RunSummary }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const title = titleOfRun(run);
  const told = tellRun(run, t, useTellWait());
  return (
    <TableCell
      sx={{ overflowWrap: 'anywhere', width: '100%', minWidth: { md: 260 } }}
    >
      <div>
        <Link to={runLink({ runId: run.id })}>{title}</Link>{' '}
        {run.dryRun && (
          <Chip
            size="small"
            label={t('dryRun.chip')}
            sx={{ m: 0, height: 20 }}
          />
        )}
      </div>
      {title !== run.flowTitle && <Box sx={SMALL}>{run.flowTitle}</Box>}
      <Box sx={{ ...NARROW, my: 0.25 }}>
        <StateLabel status={shownStateOf(run)} />
      </Box>
      {told && <OneLine>{told}</OneLine>}
      {run.reason && <Box sx={SMALL}>{run.reason}</Box>}
      <Box sx={{ ...NARROW, ...SMALL }}>
        <EnvironmentName name={run.environment} /> ·{' '}
        <InitiatorName initiator={run.initiator} /> ·{' '}
        <RelativeTime at={run.createdAt} /> ·{' '}
        <Elapsed from={run.startedAt} to={run.finishedAt} />
      </Box>
    </TableCell>
  );
}

/** The rest of a long text is told on hover, and on the page of the run. */
function OneLine({ children }: { children: string & ReactNode }) {
  return (
    <Box
      title={children}
      sx={{
        typography: 'caption',
        lineHeight: 1.4,
        display: '-webkit-box',
        WebkitLineClamp: { xs: 2, md: 1 },
        WebkitBoxOrient: 'vertical',
        overflow: 'hidden',
      }}
    >
      {children}
    </Box>
  );
}
