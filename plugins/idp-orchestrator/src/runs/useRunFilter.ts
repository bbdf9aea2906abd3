import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readRunFilter, writeRunFilter, type RunFilter } from './runFilter';

/** The filter in the address. Another filter starts at the newest run again. */
export function useRunFilter() {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(
    () => readRunFilter(new URLSearchParams(address)),
    [address],
  );

  const change = useCallback(
    (part: Partial<RunFilter>) =>
      setQuery(old =>
        writeRunFilter({ ...readRunFilter(old), cursor: undefined, ...part }),
      ),
    [setQuery],
  );
  const clear = useCallback(() => setQuery({}), [setQuery]);

  return { filter, change, clear };
}
