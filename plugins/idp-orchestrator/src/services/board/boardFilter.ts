import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FilterAddress } from '../../listing/useUrlFilter';
import {
  SHOWN_STATES,
  shownStateOf,
  type ShownState,
} from '../state/shownState';

export type BoardView = 'tiles' | 'table';

/** What of the board is shown, as the address has it. */
export interface BoardFilter {
  view: BoardView;
  /** All when empty. */
  statuses: ShownState[];
  text: string;
  /** Names of the services that are chosen. */
  selected: string[];
}

/** Changes what the board says in the address, and leaves the rest of it. */
export const boardFilterAddress: FilterAddress<BoardFilter> = {
  read(query) {
    const asked = listIn(query, 'status');
    return {
      view: query.get('view') === 'table' ? 'table' : 'tiles',
      statuses: SHOWN_STATES.filter(status => asked.includes(status)),
      text: query.get('text') ?? '',
      selected: listIn(query, 'select'),
    };
  },
  write(filter, old) {
    const next = new URLSearchParams(old);
    const fields = {
      view: filter.view === 'table' ? 'table' : '',
      status: filter.statuses.join(','),
      text: filter.text,
      select: filter.selected.join(','),
    };
    for (const [field, value] of Object.entries(fields)) {
      if (value) next.set(field, value);
      else next.delete(field);
    }
    return next;
  },
};

/** The services that are asked for, in the order of the inventory: a place on the board is remembered. */
export function filterServices(
  services: ServiceState[],
  { statuses, text }: BoardFilter,
): ServiceState[] {
  const words = text.trim().toLocaleLowerCase();
  return services.filter(
    ({ name, title, owner = '', health }) =>
      (statuses.length === 0 || statuses.includes(shownStateOf(health))) &&
      `${name} ${title} ${owner}`.toLocaleLowerCase().includes(words),
  );
}

function listIn(query: URLSearchParams, field: string): string[] {
  return (query.get(field) ?? '').split(',').filter(Boolean);
}
