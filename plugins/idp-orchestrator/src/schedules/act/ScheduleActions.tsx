import { useState } from 'react';
import Stack from '@mui/material/Stack';
import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import type { ScheduleDetail } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ActButton } from '../../confirm/ActButton';
import { ReasonedButton } from '../../confirm/ReasonedButton';
import { editScheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { useMaySchedule } from '../useMaySchedule';
import {
  PauseDialog,
  RemoveDialog,
  SkipDialog,
  TriggerDialog,
} from './dialogs';
import { ResumeDialog } from './ResumeDialog';

const DIALOGS = {
  pause: PauseDialog,
  resume: ResumeDialog,
  trigger: TriggerDialog,
  skip: SkipDialog,
  remove: RemoveDialog,
};

type Act = keyof typeof DIALOGS;

interface ScheduleActionsProps {
  detail: ScheduleDetail;
  onChanged: () => void;
}

/** What the reader may do with a schedule as it stands. */
export function ScheduleActions({ detail, onChanged }: ScheduleActionsProps) {
  const t = useText();
  const may = useMaySchedule();
  const [act, setAct] = useState<Act>();
  const editLink = usePluginLink(editScheduleRouteRef);
  const { id, state, nextDueAt, file, fileMissing } = detail.schedule;
  const inFile =
    file === undefined ? undefined : t('schedule.inFile', { file });
  const isStopped = state !== 'active' && state !== 'ended';
  const Dialog = act && DIALOGS[act];
  if (!may.update && !may.trigger) return null;
  return (
    <Stack direction="row" useFlexGap flexWrap="wrap" spacing={1}>
      {may.update && isStopped && (
        <ActButton
          size="small"
          variant="contained"
          onClick={() => setAct('resume')}
        >
          {t('schedule.resume.button')}
        </ActButton>
      )}
      {may.update && state === 'active' && (
        <ReasonedButton onClick={() => setAct('pause')}>
          {t('schedule.pause.button')}
        </ReasonedButton>
      )}
      {may.trigger && (
        <ReasonedButton onClick={() => setAct('trigger')}>
          {t('schedule.trigger.button')}
        </ReasonedButton>
      )}
      {may.update && (
        <>
          <ReasonedButton
            whyNot={nextDueAt ? undefined : t('schedule.skip.whyNot')}
            onClick={() => setAct('skip')}
          >
            {t('schedule.skip.button')}
          </ReasonedButton>
          {inFile ? (
            <ReasonedButton whyNot={inFile}>
              {t('schedule.edit')}
            </ReasonedButton>
          ) : (
            <Button
              size="small"
              variant="outlined"
              component={Link}
              to={editLink({ scheduleId: id })}
            >
              {t('schedule.edit')}
            </Button>
          )}
          <ReasonedButton
            destructive
            whyNot={fileMissing === 'gone' ? undefined : inFile}
            onClick={() => setAct('remove')}
          >
            {t('schedule.remove.button')}
          </ReasonedButton>
        </>
      )}
      {Dialog && (
        <Dialog
          detail={detail}
          onClose={() => setAct(undefined)}
          onChanged={onChanged}
        />
      )}
    </Stack>
  );
}
