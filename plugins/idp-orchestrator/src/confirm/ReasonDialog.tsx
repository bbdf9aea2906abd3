import { useId, useState, type FormEvent, type ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { messageOf } from '../api/problemsIn';
import { EnvironmentChip } from '../services/environment/EnvironmentChip';
import type { Environment } from '../services/environment/readEnvironments';
import { useText } from '../translation';
import { ActButton } from './ActButton';
import { isTyped } from './isTyped';
import { TypedName } from './TypedName';

interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  effect: string;
  confirm: string;
  /** Leaves everything as it is. */
  back: string;
  destructive?: boolean;
  /** Where it is done, if it does harm: its name may have to be typed. */
  environment?: Environment;
  /** It need not be said why. */
  needsNoReason?: boolean;
  /** Said already; can be changed. */
  reason?: string;
  children?: ReactNode;
  /** Said last, before it is confirmed. */
  summary?: ReactNode;
  /** Something else than the reason is still to be said. */
  blocked?: boolean;
  onClose: () => void;
  onSend: (reason: string) => Promise<unknown>;
}

/** Says what an action will do, asks why, and does it; stays open with the reason of a refusal. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { environment, onClose } = props;
  const t = useText();
  const titleId = useId();
  const [reason, setReason] = useState(props.reason ?? '');
  const [typed, setTyped] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const isSaid =
    !props.blocked &&
    (props.needsNoReason || reason.trim() !== '') &&
    (environment === undefined || isTyped(environment, typed));

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      await props.onSend(reason.trim());
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
        <DialogTitle id={titleId}>{props.title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>{props.effect}</DialogContentText>
            {environment && (
              <div>
                <EnvironmentChip name={environment.name} />
              </div>
            )}
            {props.children}
            <TextField
              required={!props.needsNoReason}
              fullWidth
              label={t('acts.reason')}
              value={reason}
              onChange={event => setReason(event.target.value)}
              inputProps={{ maxLength: 1_000 }}
            />
            {environment && (
              <TypedName
                environment={environment}
                typed={typed}
                onType={setTyped}
              />
            )}
            {props.summary}
            {error && <Alert severity="error">{messageOf(error)}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{props.back}</Button>
          <ActButton
            type="submit"
            destructive={props.destructive}
            variant="contained"
            disabled={sending || !isSaid}
          >
            {props.confirm}
          </ActButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
