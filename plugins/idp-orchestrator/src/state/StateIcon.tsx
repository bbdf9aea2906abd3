import { keyframes } from '@mui/material/styles';
import Box from '@mui/material/Box';
import type { ShownState } from './shownState';
import { lookOf } from './stateLooks';

const turn = keyframes`to { transform: rotate(360deg); }`;

/** The shape and colour of a state. The word must stand beside it: this is hidden from readers. */
export function StateIcon({ status }: { status: ShownState }) {
  const { Icon, color, turning } = lookOf(status);
  return (
    <Box
      component={Icon}
      aria-hidden
      sx={{
        color,
        fontSize: 20,
        flexShrink: 0,
        animation: turning ? `${turn} 2s linear infinite` : 'none',
        '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
      }}
    />
  );
}
