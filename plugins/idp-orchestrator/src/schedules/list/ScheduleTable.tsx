import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { Link } from '@backstage/core-components';
import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { LINK_TARGET } from '../../linkTarget';
import { NARROW, SMALL, WIDE } from '../../listing/listCells';
import { ListTable } from '../../listing/ListTable';
import { flowRouteRef, scheduleRouteRef } from '../../routes';
import { EnvironmentName } from '../../services/environment/EnvironmentName';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { DueTime } from '../DueTime';
import { Outcome } from '../Outcome';
import { ScheduleState } from '../ScheduleState';
import { describeWhy, titleOf } from '../shownState';

/** How many rows are made in one go, since each takes its time. */
const AT_ONCE = 100;

interface ScheduleTableProps {
  schedules: ListedSchedule[];
}

/** Schedules in rows: what each starts where, how it stands and why, when it is due and what became of it last. */
export function ScheduleTable({ schedules }: ScheduleTableProps) {
  const t = useText();
  const [shown, setShown] = useState(AT_ONCE);
  const count = schedules.length - shown;
  return (
    <>
      <ListTable
        label={t('schedules.label')}
        columns={[
          { title: t('schedules.schedule') },
          { title: t('schedules.state'), wide: true },
          { title: t('schedules.environment'), wide: true },
          { title: t('schedules.due'), wide: true },
          { title: t('schedules.last'), wide: true },
        ]}
      >
        {schedules.slice(0, shown).map(schedule => (
          <ScheduleRow key={schedule.id} schedule={schedule} />
        ))}
      </ListTable>
      {count > 0 && (
        <Button sx={{ mt: 1 }} onClick={() => setShown(shown + AT_ONCE)}>
          {t('schedules.showMore', { count })}
        </Button>
      )}
    </>
  );
}

const SHORT = { ...WIDE, whiteSpace: 'nowrap', width: '1%' };

function ScheduleRow({ schedule }: { schedule: ListedSchedule }) {
  return (
    <TableRow hover>
      <NameCell schedule={schedule} />
      <TableCell sx={SHORT}>
        <ScheduleState schedule={schedule} />
      </TableCell>
      <TableCell sx={SHORT}>
        <EnvironmentName name={schedule.environment} />
      </TableCell>
      <TableCell sx={SHORT}>
        <NextDue schedule={schedule} />
      </TableCell>
      <TableCell sx={{ ...WIDE, width: '18%' }}>
        <Last schedule={schedule} />
      </TableCell>
    </TableRow>
  );
}

/** What it is called and starts, and why it does not; on a phone all of the row. */
function NameCell({ schedule }: { schedule: ListedSchedule }) {
  const t = useText();
  const link = usePluginLink(scheduleRouteRef);
  const flowLink = usePluginLink(flowRouteRef);
  const why = describeWhy(schedule, t);
  const { id, flow } = schedule;
  return (
    <TableCell sx={{ overflowWrap: 'anywhere', minWidth: { md: 240 } }}>
      <Box sx={{ fontWeight: 600, ...LINK_TARGET }}>
        <Link to={link({ scheduleId: id })}>{titleOf(schedule)}</Link>
      </Box>
      <Box sx={{ ...SMALL, ...LINK_TARGET }}>
        {t('schedules.flow')}{' '}
        <Link to={flowLink({ flowId: flow })} underline="always">
          {flow}
        </Link>
      </Box>
      <Box sx={{ ...NARROW, my: 0.5 }}>
        <ScheduleState schedule={schedule} />
      </Box>
      {why && <Box sx={{ typography: 'caption', lineHeight: 1.4 }}>{why}</Box>}
      <Box sx={{ ...NARROW, ...SMALL, mt: 0.5 }}>
        <div>
          <EnvironmentName name={schedule.environment} />
        </div>
        <div>
          {t('schedules.due')}: <NextDue schedule={schedule} />
        </div>
        <Box sx={LINK_TARGET}>
          {t('schedules.last')}: <Last schedule={schedule} />
        </Box>
      </Box>
    </TableCell>
  );
}

function NextDue({
  schedule: { nextDueAt, timezone },
}: {
  schedule: ListedSchedule;
}) {
  const t = useText();
  return nextDueAt ? (
    <DueTime at={nextDueAt} timezone={timezone} />
  ) : (
    <>{t('schedules.nothingDue')}</>
  );
}

function Last({ schedule: { last } }: { schedule: ListedSchedule }) {
  const t = useText();
  if (!last) return <>{t('schedules.never')}</>;
  return (
    <>
      <Outcome occurrence={last} />
      <Box component="span" sx={{ ...SMALL, display: 'block' }}>
        <RelativeTime at={last.dueAt} />
        {last.because && ` · ${last.because}`}
      </Box>
    </>
  );
}
