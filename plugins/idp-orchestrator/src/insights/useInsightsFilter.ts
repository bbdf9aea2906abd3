import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readInsightsFilter,
  writeInsightsFilter,
  type InsightsFilter,
} from './insightsFilter';

/** What is counted, kept in the address. */
export function useInsightsFilter() {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(
    () => readInsightsFilter(new URLSearchParams(address)),
    [address],
  );
  const change = useCallback(
    (part: Partial<InsightsFilter>) =>
      setQuery(old =>
        writeInsightsFilter({ ...readInsightsFilter(old), ...part }),
      ),
    [setQuery],
  );
  return { filter, change };
}
