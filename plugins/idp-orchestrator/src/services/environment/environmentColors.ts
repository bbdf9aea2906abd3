import type { Theme } from '@mui/material/styles';
import type { Environment } from './readEnvironments';

/** Under white letters it has enough contrast in both themes. */
const PRODUCTION = '#b3261e';

/** The colour that an environment is marked by, and that of letters on it. */
export function colorOfEnvironment(
  { color, isProduction, name }: Environment,
  { palette }: Theme,
): { main: string; contrastText: string } {
  const main =
    color ??
    (isProduction
      ? PRODUCTION
      : (BY_NAME[name]?.(palette) ?? palette.text.secondary));
  return { main, contrastText: palette.getContrastText(main) };
}

const BY_NAME: Record<string, (palette: Theme['palette']) => string> = {
  development: ({ info }) => info.main,
  staging: ({ warning }) => warning.main,
};
