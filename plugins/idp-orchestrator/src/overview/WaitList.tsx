import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { titleOfRun } from '@idp/backstage-plugin-idp-orchestrator-common';
import { runRouteRef } from '../routes';
import { RelativeTime } from '../time/RelativeTime';
import type { Wait } from './listWaits';

/** Which run waits for whom or what, and since when. */
export function WaitList({ waits }: { waits: Wait[] }) {
  const runLink = useRouteRef(runRouteRef);
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {waits.map(({ run, step, waitingFor }) => (
        <Box
          component="li"
          key={`${run.id} ${step}`}
          sx={{ py: 0.75, typography: 'body2', overflowWrap: 'anywhere' }}
        >
          <Link to={runLink({ runId: run.id })}>
            {step ? `${titleOfRun(run)} · ${step}` : titleOfRun(run)}
          </Link>
          <Box>{waitingFor.text}</Box>
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {run.environment} · <RelativeTime at={waitingFor.since} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
