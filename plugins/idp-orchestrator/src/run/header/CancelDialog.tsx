import { useId, useState, type FormEvent } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useApi } from '@backstage/core-plugin-api';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { messageOf } from '../../api/problemsIn';
import { useText } from '../../translation';

/** Asks why, and says what cancelling will do. The page hears of the rest through its stream. */
export function CancelDialog({
  run,
  onClose,
}: {
  run: Run;
  onClose: () => void;
}) {
  const t = useText();
  const titleId = useId();
  const api = useApi(orchestratorApiRef);
  const [reason, setReason] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const running = run.steps.filter(step => step.status === 'running');

  const cancel = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      await api.cancelRun(run.id, { reason: reason.trim() });
      onClose();
    } catch (refusal) {
      setError(refusal as Error);
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <form onSubmit={cancel}>
        <DialogTitle id={titleId}>
          {t('cancel.title', { flow: run.flowTitle })}
        </DialogTitle>
        <DialogContent>
          <DialogContentText sx={{ mb: 2 }}>
            {running.length > 0
              ? t('cancel.endsSteps', {
                  steps: running.map(step => step.title).join(', '),
                })
              : t('cancel.endsNothing')}
          </DialogContentText>
          <TextField
            required
            fullWidth
            label={t('cancel.reason')}
            value={reason}
            onChange={event => setReason(event.target.value)}
            inputProps={{ maxLength: 1_000 }}
          />
          {error && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {messageOf(error)}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('cancel.keep')}</Button>
          <Button
            type="submit"
            color="error"
            variant="contained"
            disabled={sending || reason.trim() === ''}
          >
            {t('cancel.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
