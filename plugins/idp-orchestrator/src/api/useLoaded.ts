import { useCallback, useEffect, useState } from 'react';
import { isUnreachable } from './problemsIn';

/** Something asked of the backend: on its way, refused or broken, or here. */
export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; error: Error }
  | { state: 'ready'; value: T };

const LOADING = { state: 'loading' } as const;

/**
 * Loads once per `load` (memoise it) and again on `reload`. While reloading,
 * and while the backend cannot be reached, the last value stays; an answer to
 * an outdated question is dropped.
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> & { reload: () => void } {
  const [answer, setAnswer] = useState<{ to: unknown; loaded: Loaded<T> }>();
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    const answered = (loaded: Loaded<T>) => {
      if (abort.signal.aborted) return;
      setAnswer(old =>
        old?.to === load && isKept(old.loaded, loaded)
          ? old
          : { to: load, loaded },
      );
    };
    load(abort.signal).then(
      value => answered({ state: 'ready', value }),
      error => answered({ state: 'failed', error }),
    );
    return () => abort.abort();
  }, [load, turn]);

  const reload = useCallback(() => setTurn(n => n + 1), []);
  return { ...(answer?.to === load ? answer.loaded : LOADING), reload };
}

function isKept<T>(old: Loaded<T>, next: Loaded<T>): boolean {
  return (
    old.state === 'ready' &&
    next.state === 'failed' &&
    isUnreachable(next.error)
  );
}
