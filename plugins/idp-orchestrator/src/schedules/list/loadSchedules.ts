import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OrchestratorApi } from '../../api/orchestratorApi';

/** The most that the backend gives at once. */
const LARGEST_PAGE = 200;

/** Loads all schedules: what needs somebody may be on any page of the backend. */
export async function loadSchedules(
  api: Pick<OrchestratorApi, 'listSchedules'>,
  signal: AbortSignal,
): Promise<ListedSchedule[]> {
  const all: ListedSchedule[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: LARGEST_PAGE, cursor };
    const page = await api.listSchedules(query, { signal });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}
