import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import type { ServiceChange } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { isOver } from '../state/isOver';
import { RelativeTime } from '../time/RelativeTime';
import { useText, type Translate } from '../translation';
import { useStepLink } from './useStepLink';

/** What was done to a service last, by whom and when; leads to the step that did it. */
export function LastChange({ change }: { change?: ServiceChange }) {
  const t = useText();
  const link = useStepLink();
  if (!change) return null;
  return (
    <Box>
      <Link to={link(change)} underline="always">
        {describeChange(change, t)}
      </Link>{' '}
      {t('services.changed.by', {
        by: <InitiatorName initiator={change.by} />,
        when: <RelativeTime at={change.at} />,
      })}
      {change.what && <Box sx={{ color: 'text.secondary' }}>{change.what}</Box>}
    </Box>
  );
}

/** `Stopped`, `Restart failed`, or the title of the run that did something else. */
export function describeChange(
  { operation, runTitle, status }: ServiceChange,
  t: Translate,
): string {
  const act = ACTS.find(one => one === operation);
  if (!act) {
    const run = runTitle ?? operation;
    return status === 'succeeded'
      ? run
      : t('services.changed.other', { run, state: t(`state.${status}`) });
  }
  if (!isOver(status)) return t(`services.changed.${act}.ongoing`);
  const kind = WELL.has(status) ? 'done' : 'failed';
  return t(`services.changed.${act}.${kind}`);
}

const ACTS = ['start', 'stop', 'restart'] as const;
const WELL: ReadonlySet<string> = new Set([
  'succeeded',
  'succeeded-with-warnings',
]);
