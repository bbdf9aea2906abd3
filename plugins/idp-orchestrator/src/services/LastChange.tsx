import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { ServiceChange } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { runRouteRef } from '../routes';
import { RelativeTime } from '../time/RelativeTime';
import { useText } from '../translation';

/** Who operated a service last, what came of it, and the run of it. */
export function LastChange({ change }: { change?: ServiceChange }) {
  const t = useText();
  const runLink = useRouteRef(runRouteRef);
  if (!change) return null;
  return (
    <Box>
      <Link to={runLink({ runId: change.runId })} underline="always">
        {t('services.change', {
          operation: change.operation,
          state: t(`state.${change.status}`),
        })}
      </Link>{' '}
      · <InitiatorName initiator={change.by} /> ·{' '}
      <RelativeTime at={change.at} />
    </Box>
  );
}
