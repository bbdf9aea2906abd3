import { useState } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useApi } from '@backstage/core-plugin-api';
import {
  titleOfRun,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  orchestratorApiRef,
  type OrchestratorApi,
} from '../../api/orchestratorApi';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { useEnvironmentOf } from '../../services/environment/useEnvironments';
import { useText } from '../../translation';
import { ApprovalFacts } from './ApprovalFacts';
import { LetGoPlan, useLetGo } from './LetGoPlan';
import { OverrideFacts } from './OverrideFacts';
import { listRetrySteps, type OfferedAction } from './decideActions';

interface ActionDialogProps {
  run: Run;
  offer: OfferedAction;
  onClose: () => void;
  /** Hears what was done, in words. */
  onDone: (message: string) => void;
}

/** Says what an action does, asks what it needs to know, and does it. */
export function ActionDialog({
  run,
  offer,
  onClose,
  onDone,
}: ActionDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const { action, step } = offer;
  const environment = useEnvironmentOf(run.environment);
  const [from, setFrom] = useState(step?.id ?? listRetrySteps(run)[0]?.id);
  const isRetry = action === 'retry';
  const rest = useLetGo(run.id, action === 'approve');
  const chosen = run.steps.find(({ id }) => id === from);
  const title = (isRetry ? chosen : step)?.title ?? titleOfRun(run);
  // An asking step as it stands now, not as it was when the question was opened.
  const asked = run.steps.find(({ id }) => id === step?.id);
  return (
    <ReasonDialog
      title={t(`acts.${action}.title`, { step: title })}
      effect={t(`acts.${action}.effect`)}
      confirm={t(`acts.${action}.button`)}
      back={t('acts.back')}
      destructive={action === 'reject'}
      environment={isRetry ? environment : undefined}
      onClose={onClose}
      onSend={async reason => {
        const about = isRetry ? from : step?.id;
        const planDigest = rest.value?.digest;
        await doAction(api, run.id, {
          action,
          step: about,
          reason,
          planDigest,
        }).catch((refusal: Error) => {
          // What would go on may be another thing by now.
          rest.reload();
          throw refusal;
        });
        const of = isRetry ? titleOfRun(run) : title;
        onDone(t(`acts.${action}.done`, { step: of }));
      }}
    >
      {action === 'override-window' && <OverrideFacts run={run} />}
      {!isRetry && asked?.waitingFor && (
        <ApprovalFacts run={run} step={asked} />
      )}
      {rest.value && <LetGoPlan plan={rest.value} />}
      {isRetry && <RetryFrom run={run} from={from} onChange={setFrom} />}
    </ReasonDialog>
  );
}

interface RetryFromProps {
  run: Run;
  from: string;
  onChange: (stepId: string) => void;
}

function RetryFrom({ run, from, onChange }: RetryFromProps) {
  const t = useText();
  return (
    <TextField
      select
      fullWidth
      label={t('acts.retry.from')}
      value={from}
      onChange={event => onChange(event.target.value)}
    >
      {listRetrySteps(run).map(({ id, title, status }) => (
        <MenuItem key={id} value={id}>
          {t('acts.retry.step', { step: title, state: t(`state.${status}`) })}
        </MenuItem>
      ))}
    </TextField>
  );
}

function doAction(
  api: OrchestratorApi,
  runId: string,
  request: {
    action: OfferedAction['action'];
    step?: string;
    reason: string;
    planDigest?: string;
  },
): Promise<Run> {
  const { action, step, reason, planDigest } = request;
  switch (action) {
    case 'pause':
      return api.pauseRun(runId, { reason });
    case 'resume':
      return api.resumeRun(runId, { reason });
    case 'retry':
      return api.retryRun(runId, { reason, from: step });
    case 'approve':
      return api.approveRun(runId, {
        reason,
        step,
        ...(planDigest && { planDigest }),
      });
    case 'reject':
      return api.rejectRun(runId, { reason, step });
    case 'override-window':
      return api.overrideWindow(runId, { reason });
    case 'dismiss':
      return api.dismissRun(runId, { reason });
    default:
      throw new Error(`Unknown action ${action satisfies never}`);
  }
}
