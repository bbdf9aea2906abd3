import { useLayoutEffect, useState } from 'react';

/** Below the box, in px: the page's own margin. */
const MARGIN = 32;

/** Less is no room to read in; then the page scrolls. */
const LEAST = 280;

/**
 * How high a box may be so that it ends with the window, as CSS: what is above
 * it may grow and shrink. Undefined until the box is there.
 */
export function useRoomBelow(box: HTMLElement | null): string | undefined {
  const [top, setTop] = useState<number>();
  useLayoutEffect(() => {
    if (!box) return undefined;
    const measure = () => setTop(Math.round(topOf(box)));
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    // What is above moves the box without changing it, and makes what holds both higher.
    for (const element of ancestorsOf(box)) observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return top === undefined
    ? undefined
    : `max(${LEAST}px, calc(100vh - ${top + MARGIN}px))`;
}

/** Where a box begins while nothing is scrolled. */
function topOf(box: HTMLElement): number {
  const scrolled = ancestorsOf(box).reduce(
    (sum, { scrollTop }) => sum + scrollTop,
    0,
  );
  return box.getBoundingClientRect().top + scrolled;
}

function ancestorsOf(box: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = box.parentElement; one; one = one.parentElement) {
    found.push(one);
  }
  return found;
}
