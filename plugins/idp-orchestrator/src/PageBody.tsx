import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import GlobalStyles from '@mui/material/GlobalStyles';
import { LINK_COLORS } from './frame/linkColors';

/**
 * On a phone the tabs of the header above are wider than the page; they scroll
 * by themselves. Where they do not, nothing may cut the line under the chosen
 * one, which hangs below them. Where one is and the choice of the environment
 * are below each other where they would lie over each other.
 */
const NARROW_HEADER = (
  <GlobalStyles
    styles={theme => ({
      [theme.breakpoints.down('sm')]: {
        '.bui-PluginHeaderToolbar': { flexWrap: 'wrap', rowGap: 4 },
        '.bui-PluginHeaderTabsWrapper': {
          overflowX: 'auto',
          scrollbarWidth: 'none',
          paddingBottom: 1,
        },
      },
    })}
  />
);

/**
 * The space around a page's content, in line with either header. Its font is
 * said here because the page around has another one than the components.
 */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        px: { xs: 2, sm: 'var(--bui-space-5, 24px)' },
        pb: 4,
        maxWidth: 1600,
        fontFamily: 'fontFamily',
        fontSize: '0.875rem',
        color: 'text.primary',
        ...LINK_COLORS,
        '@media (prefers-reduced-motion: reduce)': {
          '& *': {
            animation: 'none !important',
            transition: 'none !important',
          },
        },
      }}
    >
      {NARROW_HEADER}
      {children}
    </Box>
  );
}
