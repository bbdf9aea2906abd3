import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../../people/InitiatorName';
import { ClockTime } from '../../time/ClockTime';
import { useText } from '../../translation';
import { useStepLink } from '../useStepLink';
import { shownStateOf } from './shownState';

/** Which run has a service in its hands, or who stopped it, why and until when; nothing else. */
export function WantedNote({ health }: { health: ServiceHealth }) {
  if (health.pending) return <PendingNote pending={health.pending} />;
  return shownStateOf(health) === 'stopped' && health.wanted ? (
    <StoppedNote wanted={health.wanted} />
  ) : null;
}

interface PendingNoteProps {
  pending: NonNullable<ServiceHealth['pending']>;
}

function PendingNote({ pending }: PendingNoteProps) {
  const t = useText();
  const link = useStepLink();
  return (
    <Box sx={NOTE}>
      {t('services.inHands', {
        run: (
          <Link to={link(pending)} underline="always">
            {pending.runTitle}
          </Link>
        ),
      })}
    </Box>
  );
}

interface StoppedNoteProps {
  wanted: NonNullable<ServiceHealth['wanted']>;
}

function StoppedNote({ wanted }: StoppedNoteProps) {
  const t = useText();
  const link = useStepLink();
  const { by, since, until, reason } = wanted;
  return (
    <Box sx={NOTE}>
      <Link to={link(wanted)} underline="always">
        {t('services.stopped.by', {
          by: <InitiatorName initiator={by} />,
          when: <ClockTime at={since} />,
        })}
      </Link>
      {until && (
        <>
          {' '}
          · {t('services.stopped.until', { until: <ClockTime at={until} /> })}
        </>
      )}
      {reason && <Box sx={{ color: 'text.secondary' }}>{reason}</Box>}
    </Box>
  );
}

const NOTE = { typography: 'body2', overflowWrap: 'anywhere' };
