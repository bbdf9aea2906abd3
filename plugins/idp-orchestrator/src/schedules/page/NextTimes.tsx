import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Box from '@mui/material/Box';
import type {
  ScheduleDetail,
  ScheduleDueTime,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ListTable } from '../../listing/ListTable';
import { useLanguage } from '../../time/useLanguage';
import { TimeLeft } from '../../time/TimeLeft';
import { useText } from '../../translation';
import { formatMoment, ownTimeZone } from '../../windows/formatSpan';
import { SMALL } from '../../listing/listCells';
import { shownStateOf } from '../shownState';

/** The next due times of a schedule, or why there are none. */
export function NextTimes({ detail }: { detail: ScheduleDetail }) {
  const t = useText();
  const { nextTimes, notes, schedule } = detail;
  if (nextTimes.length === 0) {
    const because = t(`schedule.next.because.${shownStateOf(schedule)}`);
    return <>{t('schedule.next.none', { because })}</>;
  }
  return (
    <DueTable times={nextTimes} notes={notes} timezone={schedule.timezone} />
  );
}

interface DueTableProps {
  times: ScheduleDueTime[];
  /** What may surprise in all of them. */
  notes: string[];
  timezone: string;
}

/** Due times by the clock of the reader and by that of their zone, with what may surprise. */
export function DueTable({ times, notes, timezone }: DueTableProps) {
  const t = useText();
  const language = useLanguage();
  const isElsewhere = times.some(
    ({ at }) =>
      formatMoment(at, language) !== formatMoment(at, language, timezone),
  );
  return (
    <>
      {notes.map(note => (
        <Box key={note} sx={{ mb: 1 }}>
          {note}
        </Box>
      ))}
      <ListTable
        label={t('schedule.next.title')}
        columns={[
          { title: t('schedule.next.here', { timezone: ownTimeZone() }) },
          ...(isElsewhere
            ? [{ title: t('schedule.next.there', { timezone }) }]
            : []),
        ]}
      >
        {times.map(due => (
          <TableRow key={due.at}>
            <TableCell>
              <time dateTime={due.at}>{formatMoment(due.at, language)}</time>
              <Box sx={SMALL}>
                <TimeLeft until={due.at}>{left => left}</TimeLeft>
                {due.startsAt && due.startsAt !== due.at && (
                  <>
                    {', '}
                    {t('schedule.next.starts', {
                      at: formatMoment(due.startsAt, language),
                    })}
                  </>
                )}
              </Box>
              {due.notes.map(note => (
                <Box key={note} sx={{ typography: 'body2' }}>
                  {note}
                </Box>
              ))}
            </TableCell>
            {isElsewhere && (
              <TableCell>
                {formatMoment(due.at, language, timezone)}{' '}
                <Box component="span" sx={SMALL}>
                  UTC{due.offset}
                </Box>
              </TableCell>
            )}
          </TableRow>
        ))}
      </ListTable>
    </>
  );
}
