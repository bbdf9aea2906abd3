import type { ReactNode } from 'react';
import Box from '@mui/material/Box';

/** One fact in a line of facts: what it is, and beside it the thing. */
export function Fact({
  name,
  children,
}: {
  name: string;
  children: ReactNode;
}) {
  return (
    <Box sx={{ display: 'flex', gap: 0.75, minWidth: 0 }}>
      <Box component="dt" sx={{ flexShrink: 0 }}>
        {name}
      </Box>
      <dd>{children}</dd>
    </Box>
  );
}
