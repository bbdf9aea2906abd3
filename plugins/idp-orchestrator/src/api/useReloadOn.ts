import { useEffect, useRef } from 'react';

/** Asks again when `value` becomes another one; not for the first. `reload` has to be memoised. */
export function useReloadOn(value: unknown, reload: () => void): void {
  const last = useRef(value);
  useEffect(() => {
    if (last.current === value) return;
    last.current = value;
    reload();
  }, [value, reload]);
}
