import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import type { HeldPlan } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { formatMoment } from '../windows/formatSpan';
import { useWindowWords } from '../windows/useWindowWords';

interface HeldPlanNoteProps {
  held: HeldPlan;
  /** Has it started at a time (ISO 8601) instead, where that can be offered. */
  onStartAt?: (at: string) => void;
}

/** Says before something is started that windows hold it: that it will wait, or when it can be started. */
export function HeldPlanNote({ held, onStartAt }: HeldPlanNoteProps) {
  const t = useText();
  const language = useLanguage();
  const { describeHold } = useWindowWords();
  const { effect, until } = held;
  const kind = effect === 'hold' ? 'wait' : 'refuse';
  const what = describeHold(held);
  const at = until && formatMoment(until, language);
  return (
    <Alert
      severity={kind === 'wait' ? 'warning' : 'error'}
      sx={{ mb: 1.5, overflowWrap: 'anywhere' }}
    >
      <AlertTitle>{t(`heldPlan.${kind}.title`)}</AlertTitle>
      {at
        ? t(`heldPlan.${kind}.until`, { what, until: at })
        : t(`heldPlan.${kind}.open`, { what })}
      {kind === 'refuse' && until && at && onStartAt && (
        <div>
          <Button
            color="inherit"
            variant="outlined"
            size="small"
            sx={{ mt: 1 }}
            onClick={() => onStartAt(until)}
          >
            {t('heldPlan.startThen', { until: at })}
          </Button>
        </div>
      )}
    </Alert>
  );
}
