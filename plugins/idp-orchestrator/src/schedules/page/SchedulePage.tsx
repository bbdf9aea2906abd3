import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useRefresh } from '../../api/useRefresh';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { ScheduleContent } from './ScheduleContent';

/** So often (ms) it is asked what has become of it. */
const EVERY_MS = 15_000;

/** The page of one schedule. */
export function SchedulePage() {
  const { scheduleId = '' } = useParams();
  return <OneSchedule key={scheduleId} scheduleId={scheduleId} />;
}

function OneSchedule({ scheduleId }: { scheduleId: string }) {
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      signal => api.getSchedule(scheduleId, { signal }),
      [api, scheduleId],
    ),
  );
  useRefresh(loaded.reload, EVERY_MS);
  return (
    <WhenLoaded loaded={loaded}>
      {detail => <ScheduleContent detail={detail} onChanged={loaded.reload} />}
    </WhenLoaded>
  );
}
