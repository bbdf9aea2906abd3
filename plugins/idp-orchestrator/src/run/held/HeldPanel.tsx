import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import FreezeIcon from '@mui/icons-material/AcUnit';
import { Link } from '@backstage/core-components';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { windowsRouteRef } from '../../routes';
import { isOver } from '../../state/isOver';
import { TimeLeft } from '../../time/TimeLeft';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { findWindows } from '../../windows/nameWindow';
import { formatMoment } from '../../windows/formatSpan';
import { useWindowWords } from '../../windows/useWindowWords';
import { useKnownWindows } from '../../windows/WindowsProvider';
import { findHold } from '../actions/decideActions';
import { OverrideCount } from './OverrideCount';

/** Says of a run that windows hold why, and until when; nothing of others. */
export function HeldPanel({ run }: { run: Run }) {
  const t = useText();
  const language = useLanguage();
  const link = usePluginLink(windowsRouteRef);
  const { describeHold, name } = useWindowWords();
  const known = useKnownWindows();
  const hold = isOver(run.status) ? undefined : findHold(run);
  if (!hold) return null;
  const { until } = hold;
  const windows = findWindows(hold.windows ?? [], known);
  return (
    <Alert
      severity="warning"
      role="status"
      aria-label={t('held.label')}
      icon={<FreezeIcon fontSize="inherit" />}
      sx={{ mb: 2, overflowWrap: 'anywhere' }}
    >
      <AlertTitle>{t('held.title', { what: describeHold(hold) })}</AlertTitle>
      <Box>
        {until ? (
          <TimeLeft until={until}>
            {left =>
              t('held.until', { at: formatMoment(until, language), left })
            }
          </TimeLeft>
        ) : (
          t('held.unknown')
        )}{' '}
        <Link to={link()} underline="always" color="inherit">
          {t('windows.note.all')}
        </Link>
      </Box>
      {windows.map(window => (
        <Box key={window.id}>
          {window.reason &&
            t('held.because', {
              window: name(window),
              reason: window.reason,
            })}{' '}
          <OverrideCount run={run} window={window} />
        </Box>
      ))}
    </Alert>
  );
}
