import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import type { ScheduleDetail } from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../../notice/Panel';
import { scheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePageTitle } from '../../usePageTitle';
import { usePluginLink } from '../../usePluginLink';
import { WindowNotes } from '../../windows/notes/WindowNotes';
import { titleOf } from '../shownState';
import { Ledger } from './Ledger';
import { NextPlan } from './NextPlan';
import { NextTimes } from './NextTimes';
import { ScheduleFacts } from './ScheduleFacts';
import { ScheduleHead } from './ScheduleHead';

interface ScheduleContentProps {
  detail: ScheduleDetail;
  onChanged: () => void;
}

/** A schedule: how it stands and why, when it is due and what it will do then, and what became of it. */
export function ScheduleContent({ detail, onChanged }: ScheduleContentProps) {
  const t = useText();
  const link = usePluginLink(scheduleRouteRef);
  const { schedule } = detail;
  const title = titleOf(schedule);
  usePageTitle(title, schedule.environment);
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: link({ scheduleId: schedule.id }) }}
    >
      <ScheduleHead detail={detail} onChanged={onChanged} />
      <WindowNotes
        change={{ environment: schedule.environment, flow: schedule.flow }}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: 'minmax(0, 7fr) minmax(0, 5fr)',
          },
        }}
      >
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <Panel title={t('schedule.next.title')}>
            <NextTimes detail={detail} />
          </Panel>
          <Panel title={t('schedule.ledger.title')}>
            <Ledger detail={detail} />
          </Panel>
        </Stack>
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <Panel title={t('schedule.facts')}>
            <ScheduleFacts schedule={schedule} />
          </Panel>
          <Panel title={t('schedule.plan.title')}>
            <NextPlan key={schedule.revision} schedule={schedule} />
          </Panel>
        </Stack>
      </Box>
    </BreadcrumbEntry>
  );
}
