import { useId, useState } from 'react';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useApi } from '@backstage/core-plugin-api';
import type { ScheduleDetail } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { ReasonDialog } from '../../confirm/ReasonDialog';
import { useToast } from '../../notice/useToast';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { formatMoment } from '../../windows/formatSpan';
import { titleOf } from '../shownState';
import { toReason, type ActDialogProps } from './dialogs';

/** As in `-common`, whose module brings its schemas into the page. */
const MOST_CAUGHT_UP = 100;
const MOST_COUNTED = 500;

const CHOICES = ['skip', 'latest', 'all'] as const;

type Missed = (typeof CHOICES)[number];

/** Lets it go on, and asks what becomes of what was due since it stopped. */
export function ResumeDialog({ detail, onClose, onChanged }: ActDialogProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const [missed, setMissed] = useState<Missed>('skip');
  const { id } = detail.schedule;
  const schedule = titleOf(detail.schedule);
  return (
    <ReasonDialog
      title={t('schedule.resume.title', { schedule })}
      effect={t('schedule.resume.effect')}
      confirm={t('schedule.resume.button')}
      back={t('schedule.resume.back')}
      needsNoReason
      onClose={onClose}
      onSend={async reason => {
        const { caughtUp } = await api.resumeSchedule(id, {
          missed,
          ...toReason(reason),
        });
        const text =
          caughtUp > 0
            ? t('schedule.resume.caughtUp', { schedule, count: caughtUp })
            : t('schedule.resume.done', { schedule });
        toast({ text });
        onChanged();
      }}
    >
      <MissedChoice detail={detail} missed={missed} onChoose={setMissed} />
    </ReasonDialog>
  );
}

interface MissedChoiceProps {
  detail: ScheduleDetail;
  missed: Missed;
  onChoose: (missed: Missed) => void;
}

/** How many due times were missed, and what is to become of them. */
function MissedChoice({ detail, missed, onChoose }: MissedChoiceProps) {
  const t = useText();
  const language = useLanguage();
  const labelId = useId();
  const { missed: count, schedule } = detail;
  if (count === 0) return <div>{t('schedule.resume.none')}</div>;
  const { stateSince, overlap } = schedule;
  const since = stateSince ? formatMoment(stateSince, language) : '';
  const text =
    count >= MOST_COUNTED
      ? t('schedule.resume.most', { most: String(count), since })
      : t('schedule.resume.missed', { count, since });
  const all =
    count > MOST_CAUGHT_UP
      ? t('schedule.resume.allMost', { most: String(MOST_CAUGHT_UP) })
      : t('schedule.resume.all', { count });
  const words = {
    skip: t('schedule.resume.skip'),
    latest: count === 1 ? all : t('schedule.resume.latest'),
    all,
  };
  // Of one the last is all of them.
  const choices = count === 1 ? CHOICES.slice(0, 2) : CHOICES;
  const mayAll = count === 1 || overlap === 'allow';
  return (
    <>
      <strong>{text}</strong>
      <FormControl>
        <FormLabel id={labelId}>{t('schedule.resume.what')}</FormLabel>
        <RadioGroup
          aria-labelledby={labelId}
          value={missed}
          onChange={({ target }) => onChoose(target.value as Missed)}
        >
          {choices.map(choice => (
            <FormControlLabel
              key={choice}
              value={choice}
              label={words[choice]}
              disabled={choice === 'all' && !mayAll}
              control={<Radio />}
            />
          ))}
        </RadioGroup>
        {!mayAll && (
          <FormHelperText>{t('schedule.resume.onlyAllow')}</FormHelperText>
        )}
      </FormControl>
    </>
  );
}
