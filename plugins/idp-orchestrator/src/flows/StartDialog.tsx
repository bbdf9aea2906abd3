import { useState } from 'react';
import Alert from '@mui/material/Alert';
import type {
  FlowSummary,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLanguage } from '../time/useLanguage';
import { formatMoment } from '../windows/formatSpan';
import { HeldPlanNote } from './HeldPlanNote';
import { ReasonDialog } from '../confirm/ReasonDialog';
import { RiskLabel } from '../state/RiskLabel';
import { PlanSummary } from '../plan/PlanSummary';
import { useText } from '../translation';
import type { StartConfirmation } from './findConfirmation';
import { asLookedAt } from './useFlowActions';

interface StartDialogProps {
  flow: FlowSummary;
  asks: StartConfirmation;
  onClose: () => void;
  onStart: (request: StartRunRequest) => Promise<void>;
}

/** Says what a run would do where a slip would be dear, and wants the environment's name typed. */
export function StartDialog({
  flow,
  asks,
  onClose,
  onStart,
}: StartDialogProps) {
  const t = useText();
  const { request, environment, plan } = asks;
  const [startAt, setStartAt] = useState(request.startAt);
  const language = useLanguage();
  const { held } = plan;
  const steps = plan.steps.filter(({ decision }) => decision !== 'skip');
  return (
    <ReasonDialog
      title={t('form.confirm.title', {
        flow: flow.title,
        environment: environment.title,
      })}
      effect={t('form.confirm.effect', {
        count: steps.length,
        steps: steps.map(({ title }) => title).join(', '),
      })}
      confirm={t('form.run')}
      back={t('form.confirm.back')}
      destructive={plan.risk === 'critical'}
      environment={environment}
      reason={request.reason}
      onClose={onClose}
      blocked={held?.effect === 'refuse' && !startAt}
      onSend={reason =>
        onStart(asLookedAt({ ...request, reason, startAt }, plan))
      }
    >
      {startAt && (
        <Alert severity="info">
          {t('heldPlan.startsAt', { at: formatMoment(startAt, language) })}
        </Alert>
      )}
      {held && !startAt && <HeldPlanNote held={held} onStartAt={setStartAt} />}
      <RiskLabel risk={plan.risk} through={plan.riskThrough} />
      <PlanSummary totals={plan.totals} />
    </ReasonDialog>
  );
}
