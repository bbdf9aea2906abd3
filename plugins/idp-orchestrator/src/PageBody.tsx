import type { ReactNode } from 'react';
import Box from '@mui/material/Box';

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
      {children}
    </Box>
  );
}
