import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';

/** On a phone the tabs of the header above are wider than the page; they scroll by themselves. */
const SCROLLING_TABS = (
  <GlobalStyles
    styles={{
      '.bui-PluginHeaderTabsWrapper': {
        overflowX: 'auto',
        scrollbarWidth: 'none',
      },
    }}
  />
);

/**
 * The space around a page's content, the same under either header. Its font
 * is said here because the page around has another one than the components.
 */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        px: { xs: 2, md: 3 },
        pb: 4,
        maxWidth: 1600,
        fontFamily: 'fontFamily',
        '@media (prefers-reduced-motion: reduce)': {
          '& *': {
            animation: 'none !important',
            transition: 'none !important',
          },
        },
      }}
    >
      {SCROLLING_TABS}
      {children}
    </Box>
  );
}
