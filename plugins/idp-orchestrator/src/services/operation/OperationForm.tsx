import { useState, type FormEvent } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { Progress } from '@backstage/core-components';
import { messageOf } from '../../api/problemsIn';
import { ActButton } from '../../confirm/ActButton';
import { TypedName } from '../../confirm/TypedName';
import { FailureNotice } from '../../notice/FailureNotice';
import { useText } from '../../translation';
import { useEnvironmentOf } from '../environment/useEnvironments';
import { decideStart } from './decideStart';
import { ForceField } from './ForceField';
import type { PendingOperation } from './operations';
import { UntilField } from './UntilField';
import { OperationPlanView } from './OperationPlanView';
import {
  useOperationPlan,
  useOperationStart,
  type StartedOperation,
} from './useOperation';

interface OperationFormProps {
  pendingOperation: PendingOperation;
  onClose: () => void;
  onStarted: (started: StartedOperation) => void;
}

/** The plan, what has to be said to start it, and the buttons. */
export function OperationForm({
  pendingOperation,
  onClose,
  onStarted,
}: OperationFormProps) {
  const t = useText();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [until, setUntil] = useState('');
  const [force, setForce] = useState(false);
  const loaded = useOperationPlan(pendingOperation, force);
  const { start, sending, error } = useOperationStart(
    pendingOperation,
    onStarted,
  );
  const plan = loaded.state === 'ready' ? loaded.value : undefined;
  const environment = useEnvironmentOf(plan?.environment ?? '');
  const asked = decideStart({ plan, environment, force, reason, typed });

  // What is done is what is shown here, or nothing.
  const send = (dryRun: boolean) =>
    start({
      reason: reason.trim(),
      force,
      dryRun,
      until: toTime(until),
      planDigest: plan?.digest,
    }).then(isStarted => isStarted || loaded.reload());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What goes wrong is told below the fields.
    if (asked.mayStart && !sending) void send(false);
  };

  return (
    <form onSubmit={submit}>
      <DialogContent sx={{ pt: 0 }}>
        {loaded.state === 'loading' && <Progress />}
        {loaded.state === 'failed' && (
          <FailureNotice error={loaded.error} onRetry={loaded.reload} />
        )}
        {plan && (
          <OperationPlanView plan={plan} pendingOperation={pendingOperation} />
        )}
        <Stack spacing={2} sx={{ mt: 2 }}>
          {(force || plan?.refusal) &&
            pendingOperation.operation !== 'start' && (
              <ForceField force={force} onChange={setForce} />
            )}
          <TextField
            fullWidth
            required={asked.wantsReason}
            label={t('operation.reason')}
            helperText={t('operation.reasonHint')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            inputProps={{ maxLength: 1_000 }}
          />
          {pendingOperation.operation === 'stop' && (
            <UntilField until={until} onChange={setUntil} />
          )}
          <TypedName
            environment={environment}
            typed={typed}
            onType={setTyped}
          />
          {error && (
            <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
              {messageOf(error)}
            </Alert>
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('operation.back')}</Button>
        <Button disabled={!plan || sending} onClick={() => send(true)}>
          {t('operation.dryRun')}
        </Button>
        <ActButton
          type="submit"
          variant="contained"
          destructive={pendingOperation.operation === 'stop'}
          disabled={!asked.mayStart || sending}
        >
          {t(`operation.act.${pendingOperation.operation}`)}
        </ActButton>
      </DialogActions>
    </form>
  );
}

/** What a field for a time in the reader's zone says, as ISO 8601. */
function toTime(local: string): string | undefined {
  return local ? new Date(local).toISOString() : undefined;
}
