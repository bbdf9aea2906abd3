import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

export const RUN_TABS = ['logs', 'timeline', 'plan', 'data', 'events'] as const;

/** How the steps are drawn. */
export type StepsView = 'list' | 'graph';

export type RunTab = (typeof RUN_TABS)[number];

/** What the address says is looked at; `step` and `attempt` only when somebody chose. */
export interface RunSelection {
  step?: string;
  attempt?: number;
  tab: RunTab;
  view: StepsView;
  /** From `#L123`. */
  line?: number;
  /** What is looked for in the log; empty when only the field was asked for. */
  find?: string;
  select(change: {
    step?: string;
    attempt?: number;
    tab?: RunTab;
    view?: StepsView;
    line?: number;
    /** An empty text asks for the field, null ends the search. */
    find?: string | null;
  }): void;
}

/** Which step, attempt, tab and line are looked at: kept in the address, so that it can be sent to somebody. */
export function useRunSelection(): RunSelection {
  const { search, hash } = useLocation();
  const navigate = useNavigate();
  const query = new URLSearchParams(search);
  const tab = RUN_TABS.find(name => name === query.get('tab')) ?? 'logs';

  const select: RunSelection['select'] = useCallback(
    change => {
      const next = new URLSearchParams(search);
      if (change.step) {
        next.set('step', change.step);
        next.delete('attempt');
      }
      if (change.attempt) next.set('attempt', String(change.attempt));
      if (change.tab) next.set('tab', change.tab);
      if (change.view) next.set('view', change.view);
      if (change.find === null) next.delete('find');
      else if (change.find !== undefined) next.set('find', change.find);
      navigate(
        {
          search: next.toString(),
          hash: change.line ? `L${change.line}` : '',
        },
        { replace: true },
      );
    },
    [navigate, search],
  );

  return {
    step: query.get('step') ?? undefined,
    attempt: positive(query.get('attempt')),
    tab,
    view: query.get('view') === 'graph' ? 'graph' : 'list',
    find: query.get('find') ?? undefined,
    line: positive(/^#L(\d+)$/.exec(hash)?.[1]),
    select,
  };
}

function positive(text?: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
