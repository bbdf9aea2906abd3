import { useEffect } from 'react';

/**
 * Asks again each `everyMs` while the page is looked at, and when somebody
 * comes back to it; only the latter when `everyMs` is absent. `reload` has to
 * be memoised.
 */
export function useRefresh(reload: () => void, everyMs?: number): void {
  useEffect(() => {
    window.addEventListener('focus', reload);
    return () => window.removeEventListener('focus', reload);
  }, [reload]);

  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
}
