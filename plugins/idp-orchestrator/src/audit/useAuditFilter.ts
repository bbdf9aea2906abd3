import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readAuditFilter,
  writeAuditFilter,
  type AuditFilter,
} from './auditFilter';

/** The filter in the address. Another filter starts at the newest entry again. */
export function useAuditFilter() {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(
    () => readAuditFilter(new URLSearchParams(address)),
    [address],
  );
  const change = useCallback(
    (part: Partial<AuditFilter>) =>
      setQuery(old =>
        writeAuditFilter({
          ...readAuditFilter(old),
          cursor: undefined,
          ...part,
        }),
      ),
    [setQuery],
  );
  const clear = useCallback(() => setQuery({}), [setQuery]);
  return { filter, change, clear };
}
