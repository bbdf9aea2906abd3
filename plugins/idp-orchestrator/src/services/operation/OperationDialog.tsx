import { useEffect, useId, useRef, useState } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { runRouteRef } from '../../routes';
import { useText } from '../../translation';
import { OperationForm } from './OperationForm';
import type { PendingOperation } from './operations';
import type { StartedOperation } from './useOperation';

interface OperationDialogProps {
  pendingOperation: PendingOperation;
  onClose: () => void;
  onStarted?: () => void;
}

/** Says what an operation would do and touch, asks why, starts it, and leads to its run. */
export function OperationDialog(props: OperationDialogProps) {
  const t = useText();
  const titleId = useId();
  const { pendingOperation, onClose, onStarted } = props;
  const [started, setStarted] = useState<StartedOperation>();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
        {t(`operation.title.${pendingOperation.operation}`, {
          what: pendingOperation.what,
        })}
      </DialogTitle>
      {started ? (
        <Started started={started} onClose={onClose} />
      ) : (
        <OperationForm
          pendingOperation={pendingOperation}
          onClose={onClose}
          onStarted={run => {
            setStarted(run);
            onStarted?.();
          }}
        />
      )}
    </Dialog>
  );
}

function Started(props: { started: StartedOperation; onClose: () => void }) {
  const t = useText();
  const runLink = useRouteRef(runRouteRef);
  const { started, onClose } = props;
  const follow = useRef<HTMLAnchorElement>(null);
  // What had the focus is gone; the keyboard goes on from here.
  useEffect(() => follow.current?.focus(), []);
  return (
    <>
      <DialogContent>
        <DialogContentText role="status">
          {t(started.dryRun ? 'operation.startedDry' : 'operation.started')}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('operation.stay')}</Button>
        <Button
          ref={follow}
          variant="outlined"
          component={Link}
          to={runLink({ runId: started.runId })}
        >
          {t('operation.follow')}
        </Button>
      </DialogActions>
    </>
  );
}
