import type { ShownState } from '../../state/shownState';

/** A state in one sign, where there is no room for its word: the tab of a browser. */
export function stateSign(state: ShownState): string {
  return SIGNS[state];
}

const SIGNS: Record<ShownState, string> = {
  queued: '…',
  pending: '…',
  running: '▶',
  waiting: '⏳',
  paused: '⏸',
  cancelling: '■',
  succeeded: '✓',
  'succeeded-with-warnings': '⚠',
  warning: '⚠',
  failed: '✗',
  rejected: '✗',
  skipped: '–',
  cancelled: '■',
};
