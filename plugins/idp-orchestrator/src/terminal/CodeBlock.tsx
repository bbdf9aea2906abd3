import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { TERMINAL_COLORS, TERMINAL_FONT } from './terminalLook';

interface CodeBlockProps {
  label: string;
  children: ReactNode;
}

/** Text as a terminal shows it; long lines wrap, a long text scrolls. */
export function CodeBlock({ label, children }: CodeBlockProps) {
  return (
    <Box
      component="pre"
      tabIndex={0}
      role="region"
      aria-label={label}
      sx={{
        ...TERMINAL_FONT,
        m: 0,
        p: 1.5,
        maxHeight: 320,
        overflow: 'auto',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        bgcolor: TERMINAL_COLORS.ground,
        color: TERMINAL_COLORS.text,
        borderRadius: 1,
      }}
    >
      {children}
    </Box>
  );
}
