import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useRefresh } from '../../api/useRefresh';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { Elsewhere } from './Elsewhere';
import { ListHead } from './ListHead';
import { NoSchedules } from './NoSchedules';
import { orderSchedules } from './orderSchedules';
import { ScheduleTable } from './ScheduleTable';

/** So often (ms) it is asked what has become of them. */
const EVERY_MS = 30_000;

/** What is started at its times in the environment of the page, and whether it will be. */
export function SchedulesPage() {
  const t = useText();
  usePageTitle(t('page.schedules'));
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      async signal => (await api.listSchedules({}, { signal })).items,
      [api],
    ),
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
  const isHere = (one: ListedSchedule) =>
    environment === undefined || one.environment === environment;
  const here = orderSchedules(schedules.filter(isHere));
  const others = schedules.filter(one => !isHere(one));
  return (
    <>
      <ListHead schedules={here} />
      <Elsewhere schedules={others} />
      {here.length > 0 ? (
        <ScheduleTable schedules={here} />
      ) : (
        <NoSchedules isElsewhere={others.length > 0} />
      )}
    </>
  );
}
