import { useId } from 'react';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import { useToast } from '../../notice/useToast';
import { useText } from '../../translation';
import { useStepLink } from '../useStepLink';
import { OperationForm } from './OperationForm';
import type { PendingOperation } from './operations';
import type { StartedOperation } from './useOperation';

interface OperationDialogProps {
  pendingOperation: PendingOperation;
  onClose: () => void;
  onStarted?: () => void;
}

/** Says what an operation would do and touch, asks why, and starts it; a toast leads to its run. */
export function OperationDialog(props: OperationDialogProps) {
  const t = useText();
  const titleId = useId();
  const toast = useToast();
  const link = useStepLink();
  const { pendingOperation, onClose, onStarted } = props;
  const { operation, what } = pendingOperation;

  const tell = ({ runId, dryRun }: StartedOperation) => {
    toast({
      text: dryRun
        ? t('operation.toast.dryRun')
        : t(`operation.toast.${operation}`, { what }),
      link: { label: t('frame.follow'), address: link({ runId }) },
    });
    onClose();
    onStarted?.();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
        {t(`operation.title.${operation}`, { what })}
      </DialogTitle>
      <OperationForm
        pendingOperation={pendingOperation}
        onClose={onClose}
        onStarted={tell}
      />
    </Dialog>
  );
}
