import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';

interface NoticeProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` is spoken at once; for what went wrong. */
  role?: 'status' | 'alert';
}

/** A page or panel with nothing to show: what is the matter, and what can be done. */
export function Notice(props: NoticeProps) {
  return (
    <Stack
      role={props.role ?? 'status'}
      spacing={1.5}
      sx={{ alignItems: 'center', textAlign: 'center', py: 6, px: 2 }}
    >
      <Box
        aria-hidden
        sx={{ color: 'text.secondary', '& svg': { fontSize: 40 } }}
      >
        {props.icon}
      </Box>
      <Typography variant="h6" component="h2" sx={{ m: 0 }}>
        {props.title}
      </Typography>
      <Box
        sx={{
          color: 'text.secondary',
          maxWidth: 560,
          overflowWrap: 'anywhere',
        }}
      >
        {props.children}
      </Box>
      {props.actions && (
        <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap">
          {props.actions}
        </Stack>
      )}
    </Stack>
  );
}
