import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { ScheduleOccurrence } from '@idp/backstage-plugin-idp-orchestrator-common';
import { runRouteRef } from '../routes';
import { errorText } from '../state/errorText';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';

const MISSED: readonly ScheduleOccurrence['outcome'][] = [
  'missed-down',
  'missed-deadline',
  'denied',
  'needs-consent',
  'broken',
];

interface OutcomeProps {
  occurrence: ScheduleOccurrence;
}

/** What became of a due time, in words; its run is behind them where it has one. */
export function Outcome({ occurrence }: OutcomeProps) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const { outcome, runId } = occurrence;
  const words = t(`schedules.outcomes.${outcome}`);
  if (runId) return <Link to={runLink({ runId })}>{words}</Link>;
  return (
    <Box
      component="span"
      sx={MISSED.includes(outcome) ? { color: errorText } : undefined}
    >
      {words}
    </Box>
  );
}
