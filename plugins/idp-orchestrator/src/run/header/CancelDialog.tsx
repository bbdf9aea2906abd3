import { useApi } from '@backstage/core-plugin-api';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useToast } from '../../notice/useToast';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { useEnvironmentOf } from '../../services/environment/useEnvironments';
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
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const environment = useEnvironmentOf(run.environment);
  const running = run.steps.filter(step => step.status === 'running');
  return (
    <ReasonDialog
      destructive
      title={t('cancel.title', { flow: titleOfRun(run) })}
      effect={
        running.length > 0
          ? t('cancel.endsSteps', {
              steps: running.map(step => step.title).join(', '),
            })
          : t('cancel.endsNothing')
      }
      confirm={t('cancel.confirm')}
      back={t('cancel.keep')}
      environment={environment}
      onClose={onClose}
      onSend={async reason => {
        await api.cancelRun(run.id, { reason });
        toast({ text: t('cancel.done', { flow: titleOfRun(run) }) });
      }}
    />
  );
}
