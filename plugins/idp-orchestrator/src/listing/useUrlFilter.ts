import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** How a filter stands in the address. */
export interface FilterAddress<F> {
  read(query: URLSearchParams): F;
  /** The whole query; what else stood in `old` may be kept. */
  write(filter: F, old: URLSearchParams): URLSearchParams;
}

/** The place in a list; another filter begins at the newest again. */
const PLACE = 'cursor';

/** A filter that is kept in the address, and with it in the browser's history. `how` has to stay the same object. */
export function useUrlFilter<F extends object>(how: FilterAddress<F>) {
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filter = useMemo(
    () => how.read(new URLSearchParams(address)),
    [how, address],
  );
  const change = useCallback(
    (part: Partial<F>, options?: { replace?: boolean }) =>
      setQuery(old => {
        const next = new URLSearchParams(old);
        next.delete(PLACE);
        return how.write({ ...how.read(next), ...part }, next);
      }, options),
    [how, setQuery],
  );
  const clear = useCallback(() => setQuery({}), [setQuery]);
  return { filter, change, clear };
}
