import type { ReactNode } from 'react';
import Stack from '@mui/material/Stack';

/** Of a field in the bar: two beside each other on a phone. */
export const FILTER_WIDTH = { width: { xs: 'calc(50% - 6px)', sm: 150 } };

/** What is shown of a list; the fields break into as many rows as they need. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1.5}
      sx={{ mb: 2, alignItems: 'center' }}
    >
      {children}
    </Stack>
  );
}
