import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';

interface NeedItemProps {
  icon: ReactNode;
  title: ReactNode;
  /** Why it needs somebody, in a line. */
  cause?: string;
  /** Who, when. */
  facts: ReactNode;
  actions: ReactNode;
}

/** One thing that needs somebody, with what can be done about it. */
export function NeedItem(props: NeedItemProps) {
  const { icon, title, cause, facts, actions } = props;
  return (
    <Box
      component="li"
      sx={{
        py: 1,
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Stack
        direction="row"
        spacing={1}
        sx={{ flex: '1 1 280px', minWidth: 0, overflowWrap: 'anywhere' }}
      >
        {icon}
        <Box sx={{ minWidth: 0 }}>
          <Box sx={{ fontWeight: 600 }}>{title}</Box>
          {cause && (
            <Box
              title={cause}
              sx={{
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {cause}
            </Box>
          )}
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {facts}
          </Box>
        </Box>
      </Stack>
      <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap">
        {actions}
      </Stack>
    </Box>
  );
}
