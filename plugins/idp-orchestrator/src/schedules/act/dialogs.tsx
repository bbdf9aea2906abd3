import { useNavigate } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import type { ScheduleDetail } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { useToast } from '../../notice/useToast';
import { runRouteRef, schedulesRouteRef } from '../../routes';
import { useEnvironmentOf } from '../../services/environment/useEnvironments';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { formatMoment } from '../../windows/formatSpan';
import { titleOf } from '../shownState';

export interface ActDialogProps {
  detail: ScheduleDetail;
  onClose: () => void;
  onChanged: () => void;
}

/** The reason as the request has it, which need not have one. */
export function toReason(reason: string): { reason?: string } {
  return reason ? { reason } : {};
}

/** Pauses it, and asks why: whoever finds it paused will want to know. */
export function PauseDialog({ detail, onClose, onChanged }: ActDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const schedule = titleOf(detail.schedule);
  return (
    <ReasonDialog
      title={t('schedule.pause.title', { schedule })}
      effect={t('schedule.pause.effect')}
      confirm={t('schedule.pause.button')}
      back={t('schedule.pause.back')}
      onClose={onClose}
      onSend={async reason => {
        await api.pauseSchedule(detail.schedule.id, { reason });
        toast({ text: t('schedule.pause.done', { schedule }) });
        onChanged();
      }}
    />
  );
}

/** Starts its run now, as the reader would start it on the page of its flow. */
export function TriggerDialog({ detail, onClose, onChanged }: ActDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const runLink = usePluginLink(runRouteRef);
  const { id, environment } = detail.schedule;
  const schedule = titleOf(detail.schedule);
  return (
    <ReasonDialog
      title={t('schedule.trigger.title', { schedule })}
      effect={t('schedule.trigger.effect')}
      confirm={t('schedule.trigger.button')}
      back={t('schedule.trigger.back')}
      environment={useEnvironmentOf(environment)}
      needsNoReason
      onClose={onClose}
      onSend={async reason => {
        const { runId } = await api.triggerSchedule(id, toReason(reason));
        const text = t('schedule.trigger.done', { schedule });
        const label = t('schedule.trigger.follow');
        toast({
          text,
          ...(runId && { link: { label, address: runLink({ runId }) } }),
        });
        onChanged();
      }}
    />
  );
}

/** Leaves out the due time that comes next. */
export function SkipDialog({ detail, onClose, onChanged }: ActDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const language = useLanguage();
  const { id, nextDueAt = '' } = detail.schedule;
  const at = nextDueAt && formatMoment(nextDueAt, language);
  return (
    <ReasonDialog
      title={t('schedule.skip.title', { at })}
      effect={t('schedule.skip.effect')}
      confirm={t('schedule.skip.button')}
      back={t('schedule.skip.back')}
      needsNoReason
      onClose={onClose}
      onSend={async reason => {
        const { dueAt } = await api.skipNext(id, toReason(reason));
        const left = formatMoment(dueAt, language);
        toast({ text: t('schedule.skip.done', { at: left }) });
        onChanged();
      }}
    />
  );
}

/** Removes it, and goes to the others. */
export function RemoveDialog({ detail, onClose }: ActDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const navigate = useNavigate();
  const listLink = usePluginLink(schedulesRouteRef);
  const { id, revision } = detail.schedule;
  const schedule = titleOf(detail.schedule);
  return (
    <ReasonDialog
      title={t('schedule.remove.title', { schedule })}
      effect={t('schedule.remove.effect')}
      confirm={t('schedule.remove.button')}
      back={t('schedule.remove.back')}
      destructive
      needsNoReason
      onClose={onClose}
      onSend={async reason => {
        await api.removeSchedule(id, { revision, ...toReason(reason) });
        toast({ text: t('schedule.remove.done', { schedule }) });
        navigate(listLink());
      }}
    />
  );
}
