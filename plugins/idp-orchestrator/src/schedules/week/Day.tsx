import { useId } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import FreezeIcon from '@mui/icons-material/AcUnit';
import WindowIcon from '@mui/icons-material/EventOutlined';
import { Link } from '@backstage/core-components';
import type {
  CalendarItem,
  CalendarWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { LINK_TARGET } from '../../linkTarget';
import { SMALL } from '../../listing/listCells';
import { runRouteRef, scheduleRouteRef, windowsRouteRef } from '../../routes';
import { errorText } from '../../state/errorText';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import type { DayEntry, WeekDay } from './weekDays';

/** A day of a week: the windows that are on, and below them what is due. */
export function Day({ day }: { day: WeekDay }) {
  const t = useText();
  const language = useLanguage();
  const titleId = useId();
  const now = Date.now();
  const isToday = now >= day.from && now < day.to;
  const title = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(day.from);
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={titleId}
      sx={{
        p: 1,
        minWidth: 0,
        overflowWrap: 'anywhere',
        ...(isToday && { borderColor: 'primary.main' }),
      }}
    >
      <Typography id={titleId} variant="subtitle2" component="h4" gutterBottom>
        {title}
        {isToday && ` · ${t('scheduleWeek.today')}`}
      </Typography>
      <Stack spacing={1}>
        {day.windows.map(window => (
          <WindowBand key={window.id + window.from} window={window} day={day} />
        ))}
        {day.entries.map(entry => (
          <Entry key={entry.scheduleId} entry={entry} />
        ))}
        {day.entries.length === 0 && (
          <Box sx={SMALL}>{t('schedules.nothingDue')}</Box>
        )}
      </Stack>
    </Paper>
  );
}

function useClock() {
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at: string | number) => format.format(new Date(at));
}

/** A window, with the part of the day that it takes. */
function WindowBand({ window, day }: { window: CalendarWindow; day: WeekDay }) {
  const t = useText();
  const clock = useClock();
  const link = usePluginLink(windowsRouteRef);
  const isFreeze = window.kind === 'freeze';
  const Icon = isFreeze ? FreezeIcon : WindowIcon;
  const begins = Date.parse(window.from) > day.from;
  const ends = Date.parse(window.to) < day.to;
  const span =
    begins || ends
      ? `${clock(begins ? window.from : day.from)}–${clock(ends ? window.to : day.to)}`
      : t('scheduleWeek.allDay');
  return (
    <Box
      sx={{
        borderLeft: 4,
        borderColor: isFreeze ? 'warning.main' : 'info.main',
        pl: 1,
        ...LINK_TARGET,
      }}
    >
      <Icon
        aria-hidden
        sx={{ fontSize: 16, verticalAlign: 'text-bottom', mr: 0.5 }}
      />
      <Link to={link()} underline="always">
        {t(`windows.named.${window.kind}`, { title: window.title })}
      </Link>
      <Box sx={SMALL}>{span}</Box>
    </Box>
  );
}

/** What is due by a schedule on a day. */
function Entry({ entry }: { entry: DayEntry }) {
  const t = useText();
  const clock = useClock();
  const link = usePluginLink(scheduleRouteRef);
  const { scheduleId, items, isMany } = entry;
  const [first] = items;
  const last = items[items.length - 1];
  return (
    <Box sx={LINK_TARGET}>
      <Link to={link({ scheduleId })}>{first.title}</Link>
      {isMany ? (
        <Box sx={SMALL}>
          {t('scheduleWeek.many', {
            times: String(items.length),
            from: clock(first.dueAt),
            to: clock(last.dueAt),
          })}
          <ManyResults items={items} />
        </Box>
      ) : (
        items.map(item => (
          <Box key={item.dueAt} sx={SMALL}>
            <time dateTime={item.dueAt}>{clock(item.dueAt)}</time>
            {item.endsAt && `–${clock(item.endsAt)}`} <Result item={item} />
          </Box>
        ))
      )}
    </Box>
  );
}

/** Of many due times only what did or will not begin is told. */
function ManyResults({ items }: { items: CalendarItem[] }) {
  const t = useText();
  const wrong = items.filter(({ result }) => result !== 'ok').length;
  if (wrong === 0) return null;
  return (
    <Box sx={{ color: errorText }}>
      {t('scheduleWeek.manyWrong', { count: wrong })}
    </Box>
  );
}

/** What became of it, or why nothing will; nothing of one that will run. */
function Result({ item }: { item: CalendarItem }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const { outcome, runId, result } = item;
  if (outcome) {
    const words = t(`schedules.outcomes.${outcome}`);
    return runId ? <Link to={runLink({ runId })}>{words}</Link> : <>{words}</>;
  }
  if (result === 'ok') return null;
  return (
    <Box component="span" sx={{ color: errorText }}>
      {t(`scheduleWeek.results.${result}`)}
    </Box>
  );
}
