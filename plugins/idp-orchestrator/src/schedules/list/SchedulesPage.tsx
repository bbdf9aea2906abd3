import { lazy, Suspense, useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Progress } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/core-plugin-api';
import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useRefresh } from '../../api/useRefresh';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { WindowNotes } from '../../windows/notes/WindowNotes';
import { ViewSwitch, VIEWS, type View } from '../week/ViewSwitch';
import { Elsewhere } from './Elsewhere';
import { ListHead } from './ListHead';
import { loadSchedules } from './loadSchedules';
import { NoSchedules } from './NoSchedules';
import { orderSchedules } from './orderSchedules';
import { ScheduleTable } from './ScheduleTable';

const WeekView = lazy(async () => ({
  default: (await import('../week/WeekView')).WeekView,
}));

/** So often (ms) it is asked what has become of them. */
const EVERY_MS = 30_000;

/** What is started at its times in the environment of the page, and whether it will be. */
export function SchedulesPage() {
  const t = useText();
  usePageTitle(t('page.schedules'));
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => loadSchedules(api, signal), [api]),
  );
  useRefresh(loaded.reload, EVERY_MS);
  return (
    <WhenLoaded loaded={loaded}>
      {schedules => <ScheduleList schedules={schedules} />}
    </WhenLoaded>
  );
}

function ScheduleList({ schedules }: { schedules: ListedSchedule[] }) {
  const { environment } = useEnvironment();
  const { view, look } = useView();
  const isHere = (one: ListedSchedule) =>
    environment === undefined || one.environment === environment;
  const here = orderSchedules(schedules.filter(isHere));
  const others = schedules.filter(one => !isHere(one));
  return (
    <>
      <WindowNotes />
      <ListHead schedules={here} />
      <Elsewhere schedules={others} />
      {here.length > 0 && (
        <Box sx={{ mb: 2 }}>
          <ViewSwitch view={view} onChange={look} />
        </Box>
      )}
      {here.length === 0 && <NoSchedules isElsewhere={others.length > 0} />}
      {here.length > 0 && view === 'list' && <ScheduleTable schedules={here} />}
      {here.length > 0 && view === 'week' && (
        <Suspense fallback={<Progress />}>
          <WeekView />
        </Suspense>
      )}
    </>
  );
}

/** How they are looked at, as the address says. */
function useView() {
  const [query, setQuery] = useSearchParams();
  const view = VIEWS.find(one => one === query.get('view')) ?? 'list';
  const look = (chosen: View) =>
    setQuery(old => {
      const next = new URLSearchParams(old);
      next.set('view', chosen);
      return next;
    });
  return { view, look };
}
