import type {
  RunPlan,
  ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { PlanSummary } from '../../plan/PlanSummary';
import { useEnvironmentOf } from '../../services/environment/useEnvironments';
import { RiskLabel } from '../../state/RiskLabel';
import { useText } from '../../translation';
import { DueTime } from '../DueTime';
import { titleOf } from '../shownState';
import type { Preview } from './usePreview';

/** What is saved when it is confirmed, and what each of its runs would do. */
export interface SaveQuestion {
  definition: ScheduleDefinition;
  plan: RunPlan;
}

interface SaveDialogProps {
  asks: SaveQuestion;
  preview: Preview | undefined;
  isNew: boolean;
  onClose: () => void;
  onSave: (reason: string) => Promise<void>;
}

/** Says before it is saved what will be done, when first, and with whose rights. */
export function SaveDialog(props: SaveDialogProps) {
  const { asks, preview, isNew } = props;
  const t = useText();
  const { definition, plan } = asks;
  const environment = useEnvironmentOf(plan.environment);
  const steps = plan.steps.filter(({ decision }) => decision !== 'skip');
  const first = preview?.nextTimes?.[0];
  return (
    <ReasonDialog
      title={t(`scheduleForm.confirm.${isNew ? 'new' : 'edit'}`, {
        schedule: titleOf(definition),
      })}
      effect={t('scheduleForm.confirm.effect', {
        count: steps.length,
        steps: steps.map(({ title }) => title).join(', '),
      })}
      confirm={t('scheduleForm.confirm.save')}
      back={t('scheduleForm.confirm.back')}
      destructive={plan.risk === 'critical'}
      environment={environment}
      needsNoReason
      onClose={props.onClose}
      onSend={props.onSave}
    >
      {first && (
        <div>
          {t('scheduleForm.confirm.first', {
            at: (
              <DueTime
                key={first.at}
                at={first.at}
                timezone={definition.timezone}
              />
            ),
          })}
        </div>
      )}
      <RiskLabel risk={plan.risk} through={plan.riskThrough} />
      <PlanSummary totals={plan.totals} />
    </ReasonDialog>
  );
}
