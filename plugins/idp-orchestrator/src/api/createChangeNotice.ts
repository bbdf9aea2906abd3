/** How long changes gather before the page draws them, in ms: about two frames. */
const GATHERING_MS = 30;

/**
 * Tells listeners that something changed, many changes at once: a script that
 * prints ten thousand lines a second must not draw the page as often.
 */
export function createChangeNotice() {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      timer ??= setTimeout(() => {
        timer = undefined;
        listeners.forEach(listener => listener());
      }, GATHERING_MS);
    },
  };
}
