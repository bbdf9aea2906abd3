import { titleOfRun } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useCallback } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Alert from '@mui/material/Alert';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { messageOf } from '../../api/problemsIn';
import { useLoaded } from '../../api/useLoaded';
import { useToast } from '../../notice/useToast';
import { ActionDialog } from '../../run/actions/ActionDialog';
import { decideActions } from '../../run/actions/decideActions';
import { useStepLink } from '../../services/useStepLink';
import { useText } from '../../translation';
import type { AskedAction } from './AskedAction';

interface AskedActionDialogProps {
  asked: AskedAction;
  onClose: () => void;
  /** It was done. */
  onDone: () => void;
}

/** Asks why, as the run's own page does, and does it; or says why it cannot be done. */
export function AskedActionDialog(props: AskedActionDialogProps) {
  const t = useText();
  const toast = useToast();
  const link = useStepLink();
  const { asked, onClose, onDone } = props;
  const question = useQuestion(asked);
  const { run, action } = asked;
  if (question.offer && question.run) {
    return (
      <ActionDialog
        run={question.run}
        offer={question.offer}
        onClose={onClose}
        onDone={() => {
          toast({
            text: t(`overview.done.${action}`, { run: titleOfRun(run) }),
            link: {
              label: t('overview.open'),
              address: link({ runId: run.id }),
            },
          });
          onDone();
        }}
      />
    );
  }
  if (question.whyNot === undefined) return null;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogContent>
        <Alert severity="info">{question.whyNot || t('overview.over')}</Alert>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('acts.back')}</Button>
      </DialogActions>
    </Dialog>
  );
}

/** The run as it stands now, and what it offers; `whyNot` is empty when it no longer asks for that. */
function useQuestion({ run, action, stepId }: AskedAction) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal =>
        Promise.all([
          api.getRun(run.id, {}, { signal }),
          api.allowedActions(run.id, { signal }),
        ]),
      [api, run.id],
    ),
  );
  if (loaded.state === 'loading') return {};
  if (loaded.state === 'failed') return { whyNot: messageOf(loaded.error) };
  const [now, { items }] = loaded.value;
  const told = items.find(one => one.action === action);
  if (told && !told.allowed) return { whyNot: told.because ?? '' };
  const offer = decideActions(now).find(
    one => one.action === action && (!stepId || one.step?.id === stepId),
  );
  return offer ? { run: now, offer } : { whyNot: '' };
}
