import { lighten, type Theme } from '@mui/material/styles';

/** The red of what went wrong, for letters: that of dark themes is made for surfaces, and too close to what surrounds it. */
export function errorText({ palette }: Theme): string {
  const { main } = palette.error;
  return palette.mode === 'dark' ? lighten(main, 0.5) : main;
}
