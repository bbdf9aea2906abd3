import { useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { ThemeProvider, useTheme } from '@mui/material/styles';
import { readBuiColors, watchBuiColors } from './buiTokens';
import { createPluginTheme } from './createPluginTheme';

/** Draws what is in it as Backstage UI draws the page head, whichever theme the app has. */
export function PluginTheme({ children }: { children: ReactNode }) {
  const outer = useTheme();
  const colors = useSyncExternalStore(watchBuiColors, readBuiColors);
  const theme = useMemo(
    () => createPluginTheme(outer, colors),
    [outer, colors],
  );
  return <ThemeProvider theme={theme}>{children}</ThemeProvider>;
}
