import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useApi } from '@backstage/core-plugin-api';
import type { Calendar } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { Day } from './Day';
import { addDays, mondayOf, toDays } from './weekDays';

/** The field of the address that names a day of the week. */
const WEEK = 'week';

/** What was and will be started in a week, day by day, with the windows that are on and what gets in its way. */
export function WeekView() {
  const api = useApi(orchestratorApiRef);
  const { environment } = useEnvironment();
  const { monday, turn } = useWeek();
  const loaded = useLoaded(
    useCallback(
      signal =>
        api.getCalendar(
          {
            from: new Date(monday).toISOString(),
            to: new Date(addDays(monday, 7)).toISOString(),
            ...(environment && { environment }),
          },
          { signal },
        ),
      [api, monday, environment],
    ),
  );
  return (
    <>
      <WeekBar monday={monday} onTurn={turn} />
      <WhenLoaded loaded={loaded}>
        {calendar => <Week monday={monday} calendar={calendar} />}
      </WhenLoaded>
    </>
  );
}

/** The week of the address; this one when it names none. */
function useWeek() {
  const [query, setQuery] = useSearchParams();
  const named = Date.parse(`${query.get(WEEK)}T00:00`);
  const monday = mondayOf(Number.isNaN(named) ? Date.now() : named);
  const turn = (to: number | undefined) =>
    setQuery(old => {
      const next = new URLSearchParams(old);
      if (to === undefined) next.delete(WEEK);
      else next.set(WEEK, dayOf(to));
      return next;
    });
  return { monday, turn };
}

/** `2026-11-30`, in the reader's zone. */
function dayOf(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join(
    '-',
  );
}

interface WeekBarProps {
  monday: number;
  onTurn: (to: number | undefined) => void;
}

function WeekBar({ monday, onTurn }: WeekBarProps) {
  const t = useText();
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1}
      sx={{ mb: 2, alignItems: 'center' }}
    >
      <Box component="h3" sx={{ m: 0, flexGrow: 1, typography: 'subtitle1' }}>
        {format.formatRange(monday, addDays(monday, 6))}
      </Box>
      <Button size="small" onClick={() => onTurn(addDays(monday, -7))}>
        {t('scheduleWeek.before')}
      </Button>
      <Button size="small" onClick={() => onTurn(undefined)}>
        {t('scheduleWeek.present')}
      </Button>
      <Button size="small" onClick={() => onTurn(addDays(monday, 7))}>
        {t('scheduleWeek.after')}
      </Button>
    </Stack>
  );
}

function Week({ monday, calendar }: { monday: number; calendar: Calendar }) {
  const t = useText();
  const days = useMemo(() => toDays(monday, calendar), [monday, calendar]);
  const { collisions, incomplete } = calendar;
  return (
    <>
      {incomplete && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {incomplete}
        </Alert>
      )}
      {collisions.length > 0 && (
        <Alert severity="warning" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
          <AlertTitle>{t('scheduleWeek.collisions')}</AlertTitle>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {collisions.map(({ from, text }) => (
              <li key={from + text}>{text}</li>
            ))}
          </Box>
        </Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 1,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: 'repeat(7, minmax(0, 1fr))',
          },
        }}
      >
        {days.map(day => (
          <Day key={day.from} day={day} />
        ))}
      </Box>
    </>
  );
}
