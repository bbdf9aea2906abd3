import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../../people/InitiatorName';
import { useText } from '../../translation';
import { describeEnding } from './ErrorPanel';

/** A step that somebody ended: no failure, so by whom, why, and how its process went. */
export function CancelledNote({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const { cancellation } = run;
  return (
    <Alert severity="info" variant="outlined">
      <AlertTitle>{t('error.step.cancelled', { step: step.title })}</AlertTitle>
      {cancellation && (
        <div>
          {t('run.cancelledBy')} <InitiatorName initiator={cancellation.by} />
          {`: ${cancellation.reason}`}
        </div>
      )}
      {step.error && describeEnding(step.error, t)}
    </Alert>
  );
}
