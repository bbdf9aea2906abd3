import { useSyncExternalStore } from 'react';

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page: it ticks only while somebody looks at it. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  now = Date.now();
  listeners.forEach(listener => listener());
}

/** Two reads in one drawing must agree, so the time also stands still between ticks. */
function readNow(): number {
  if (!timer && Date.now() - now >= TICK_MS) now = Date.now();
  return now;
}

const subscribeToNothing = () => () => {};
const readNothing = () => 0;

/** The time, each second, while `ticking`; what has ended needs no clock. */
export function useNow(ticking: boolean): number {
  return useSyncExternalStore(
    ticking ? subscribe : subscribeToNothing,
    ticking ? readNow : readNothing,
  );
}
