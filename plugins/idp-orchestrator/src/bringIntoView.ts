/** The part of the window below which nobody looks without scrolling. */
const LOOKED_AT = 0.7;

/** Scrolls to what was asked for when it came up out of sight, as it does on a phone. */
export function bringIntoView(element: Element | null): void {
  if (!element) return;
  const { top } = element.getBoundingClientRect();
  if (top > window.innerHeight * LOOKED_AT) {
    element.scrollIntoView({ block: 'start' });
  }
}
