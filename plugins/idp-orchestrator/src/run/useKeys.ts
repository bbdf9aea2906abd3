import { useEffect, useRef } from 'react';

/**
 * Calls `onKey` for single keys, never while somebody types, holds a
 * modifier, or has a dialog or menu open.
 */
export function useKeys(onKey: (key: string) => boolean): void {
  const current = useRef(onKey);
  useEffect(() => {
    current.current = onKey;
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (
        document.querySelector(
          '[role="dialog"], [role="listbox"], [role="menu"]',
        )
      )
        return;
      if (current.current(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="textbox"]') !== null)
  );
}
