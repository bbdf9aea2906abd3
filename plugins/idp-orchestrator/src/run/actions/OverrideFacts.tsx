import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { formatSpan } from '../../windows/formatSpan';
import { findWindows } from '../../windows/nameWindow';
import { useWindowWords } from '../../windows/useWindowWords';
import { describeOverride } from '../../windows/WindowFacts';
import { useKnownWindows } from '../../windows/WindowsProvider';
import { OverrideCount } from '../held/OverrideCount';
import { findHold } from './decideActions';

/** The windows that hold a run: why they are there, who may let it go on, and who has. */
export function OverrideFacts({ run }: { run: Run }) {
  const t = useText();
  const language = useLanguage();
  const { name } = useWindowWords();
  const hold = findHold(run);
  const windows = findWindows(hold?.windows ?? [], useKnownWindows());
  if (!hold) return null;
  return (
    <Alert severity="warning" icon={false} sx={{ overflowWrap: 'anywhere' }}>
      {windows.length === 0 && hold.text}
      {windows.map(window => (
        <Box key={window.id} sx={{ '& + &': { mt: 1 } }}>
          <strong>{name(window)}</strong>
          {window.current && `, ${formatSpan(window.current, language)}`}
          {window.reason && <div>{window.reason}</div>}
          <div>
            {t('windows.override')}: {describeOverride(window, t)}.{' '}
            {window.override &&
              t('held.takes', { count: window.override.count })}{' '}
            <OverrideCount run={run} window={window} />
          </div>
        </Box>
      ))}
    </Alert>
  );
}
