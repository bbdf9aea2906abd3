import type { Theme } from '@mui/material/styles';
import type { HistoryStatus } from './layOutHistory';

/**
 * How a state is drawn in the strip: besides its colour by its height and
 * pattern, so that it is told apart without colour.
 */
export function historyLook(status: HistoryStatus) {
  return {
    height: HEIGHTS[status],
    background: (theme: Theme) => {
      const color = colorOf(status, theme);
      return STRIPED.has(status)
        ? `repeating-linear-gradient(45deg, ${color} 0 3px, transparent 3px 6px)`
        : color;
    },
  };
}

const STRIPED: ReadonlySet<HistoryStatus> = new Set(['degraded', 'unknown']);

const HEIGHTS: Record<HistoryStatus, string> = {
  healthy: '40%',
  degraded: '70%',
  down: '100%',
  unknown: '40%',
  unwatched: '8%',
};

function colorOf(status: HistoryStatus, { palette }: Theme): string {
  switch (status) {
    case 'healthy':
      return palette.success.main;
    case 'degraded':
      return palette.warning.main;
    case 'down':
      return palette.error.main;
    default:
      return palette.text.disabled;
  }
}
