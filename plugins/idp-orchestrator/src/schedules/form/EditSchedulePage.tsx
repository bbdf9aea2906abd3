import { useCallback, useState } from 'react';
import { useParams } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import type { Schedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { titleOf } from '../shownState';
import { ScheduleForm } from './ScheduleForm';
import { valuesOf } from './scheduleValues';

/** The form to change a schedule. */
export function EditSchedulePage() {
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
  return (
    <WhenLoaded loaded={loaded}>
      {({ schedule }) => <EditForm schedule={schedule} />}
    </WhenLoaded>
  );
}

function EditForm({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const title = t('scheduleForm.edit', { schedule: titleOf(schedule) });
  usePageTitle(title, schedule.environment);
  const [begin] = useState(() => {
    const { flow, input, environment } = schedule;
    return {
      values: valuesOf(schedule),
      what: { flow, input, environment },
      revision: schedule.revision,
    };
  });
  return <ScheduleForm title={title} begin={begin} />;
}
