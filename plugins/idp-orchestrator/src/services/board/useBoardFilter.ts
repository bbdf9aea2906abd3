import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readBoardFilter,
  writeBoardFilter,
  type BoardFilter,
} from './boardFilter';

/** What of the board is shown and chosen, kept in the address. */
export function useBoardFilter() {
  const [query, setQuery] = useSearchParams();
  const filter = useMemo(() => readBoardFilter(query), [query]);
  const change = useCallback(
    (part: Partial<BoardFilter>) =>
      setQuery(
        old => writeBoardFilter(old, { ...readBoardFilter(old), ...part }),
        // Ticking boxes is not a place that one goes back to.
        { replace: part.selected !== undefined },
      ),
    [setQuery],
  );
  return { filter, change };
}
