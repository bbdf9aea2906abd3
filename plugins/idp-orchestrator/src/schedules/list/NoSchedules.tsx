import Box from '@mui/material/Box';
import ScheduleIcon from '@mui/icons-material/Schedule';
import { Notice } from '../../notice/Notice';
import { useText } from '../../translation';
import { NewScheduleButton } from './NewScheduleButton';

/** There are no schedules: what one is, and the way to the first. */
export function NoSchedules({ isElsewhere }: { isElsewhere: boolean }) {
  const t = useText();
  return (
    <Notice
      icon={<ScheduleIcon />}
      title={t('schedules.empty.title')}
      actions={<NewScheduleButton />}
    >
      <div>{t('schedules.empty.text')}</div>
      {isElsewhere && (
        <Box sx={{ mt: 1.5 }}>{t('schedules.empty.elsewhere')}</Box>
      )}
    </Notice>
  );
}
