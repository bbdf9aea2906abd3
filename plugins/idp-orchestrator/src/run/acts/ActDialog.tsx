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
import {
  orchestratorApiRef,
  type OrchestratorApi,
} from '../../api/orchestratorApi';
import { messageOf } from '../../api/problemsIn';
import { useText } from '../../translation';
import type { ActOffer } from './decideActs';

interface ActDialogProps {
  run: Run;
  offer: ActOffer;
  onClose: () => void;
  onDone: () => void;
}

/** Says what an act does, asks why, and does it. */
export function ActDialog({ run, offer, onClose, onDone }: ActDialogProps) {
  const t = useText();
  const titleId = useId();
  const api = useApi(orchestratorApiRef);
  const [reason, setReason] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const { act, step } = offer;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      await doAct(api, run, { ...offer, reason: reason.trim() });
      onDone();
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
      <form onSubmit={send}>
        <DialogTitle id={titleId}>
          {t(`acts.${act}.title`, { step: step?.title ?? run.flowTitle })}
        </DialogTitle>
        <DialogContent>
          <DialogContentText sx={{ mb: 2 }}>
            {t(`acts.${act}.effect`)}
          </DialogContentText>
          {step?.waitingFor && (
            <Alert severity="info" sx={{ mb: 2 }}>
              {step.waitingFor.text}
            </Alert>
          )}
          <TextField
            required
            fullWidth
            label={t('acts.reason')}
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
          <Button onClick={onClose}>{t('acts.back')}</Button>
          <Button
            type="submit"
            color={act === 'reject' ? 'error' : 'primary'}
            variant="contained"
            disabled={sending || reason.trim() === ''}
          >
            {t(`acts.${act}.button`)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function doAct(
  api: OrchestratorApi,
  run: Run,
  { act, step, reason }: ActOffer & { reason: string },
): Promise<Run> {
  switch (act) {
    case 'pause':
      return api.pauseRun(run.id, { reason });
    case 'resume':
      return api.resumeRun(run.id, { reason });
    case 'retry':
      return api.retryRun(run.id, { reason, from: step?.id });
    case 'approve':
      return api.approveRun(run.id, { reason, step: step?.id });
    case 'reject':
      return api.rejectRun(run.id, { reason, step: step?.id });
    default:
      throw new Error(`Unknown act ${act satisfies never}`);
  }
}
