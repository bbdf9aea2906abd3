import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/core-plugin-api';
import type {
  ScheduleDetail,
  ScheduleOccurrence,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded, type Loaded } from '../../api/useLoaded';
import { LINK_TARGET } from '../../linkTarget';
import { ListTable } from '../../listing/ListTable';
import { PagedList } from '../../listing/PagedList';
import { useText } from '../../translation';
import { DueTime } from '../DueTime';
import { Outcome } from '../Outcome';

/** As many as the backend tells with the schedule. */
const PAGE_SIZE = 20;

/** The field of the address that says before which due time the page begins. */
const BEFORE = 'before';

/** What became of each due time, page by page. */
export function Ledger({ detail }: { detail: ScheduleDetail }) {
  const [query, setQuery] = useSearchParams();
  const before = query.get(BEFORE) ?? undefined;
  const turn = (cursor: string | undefined) =>
    setQuery(old => {
      const next = new URLSearchParams(old);
      if (cursor) next.set(BEFORE, cursor);
      else next.delete(BEFORE);
      return next;
    });
  const { schedule, occurrences } = detail;
  const shown = { timezone: schedule.timezone, before, onTurn: turn };
  return before ? (
    <OlderPage scheduleId={schedule.id} {...shown} before={before} />
  ) : (
    <LedgerPage
      loaded={{ state: 'ready', value: occurrences, reload: () => {} }}
      {...shown}
    />
  );
}

interface Shown {
  timezone: string;
  before?: string;
  onTurn: (cursor: string | undefined) => void;
}

function OlderPage({
  scheduleId,
  ...shown
}: Shown & { scheduleId: string; before: string }) {
  const api = useApi(orchestratorApiRef);
  const { before } = shown;
  const loaded = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const asked = { before, limit: PAGE_SIZE };
        return (await api.listOccurrences(scheduleId, asked, { signal })).items;
      },
      [api, scheduleId, before],
    ),
  );
  return <LedgerPage loaded={loaded} {...shown} />;
}

interface LedgerPageProps extends Shown {
  loaded: Loaded<ScheduleOccurrence[]> & { reload: () => void };
}

function LedgerPage({ loaded, timezone, before, onTurn }: LedgerPageProps) {
  const t = useText();
  const page =
    loaded.state === 'ready'
      ? { ...loaded, value: toPage(loaded.value) }
      : loaded;
  return (
    <PagedList
      loaded={page}
      cursor={before}
      isFiltered={false}
      empty={t('schedule.ledger.empty')}
      noMatch={t('schedule.ledger.noMatch')}
      showAll={t('schedule.ledger.newest')}
      onClear={() => onTurn(undefined)}
      onTurn={onTurn}
    >
      {items => (
        <ListTable
          label={t('schedule.ledger.label')}
          columns={[
            { title: t('schedule.ledger.due') },
            { title: t('schedule.ledger.outcome') },
          ]}
        >
          {items.map(one => (
            <TableRow key={one.dueAt} hover>
              <TableCell sx={{ width: { xs: '45%', sm: '1%' }, ...NO_WRAP }}>
                <DueTime at={one.dueAt} timezone={timezone} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere', ...LINK_TARGET }}>
                <Outcome occurrence={one} />
                {one.because && (
                  <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
                    {one.because}
                  </Box>
                )}
              </TableCell>
            </TableRow>
          ))}
        </ListTable>
      )}
    </PagedList>
  );
}

const NO_WRAP = { whiteSpace: { sm: 'nowrap' } };

function toPage(items: ScheduleOccurrence[]) {
  const isFull = items.length >= PAGE_SIZE;
  return { items, nextCursor: isFull ? items.at(-1)?.dueAt : undefined };
}
