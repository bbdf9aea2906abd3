import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

export const RUN_TABS = ['logs', 'timeline', 'data', 'events'] as const;

export type RunTab = (typeof RUN_TABS)[number];

/** What the address says is looked at; `step` and `attempt` only when somebody chose. */
export interface RunSelection {
  step?: string;
  attempt?: number;
  tab: RunTab;
  /** From `#L123`. */
  line?: number;
  select(change: {
    step?: string;
    attempt?: number;
    tab?: RunTab;
    line?: number;
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
    line: positive(/^#L(\d+)$/.exec(hash)?.[1]),
    select,
  };
}

function positive(text?: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
