import { useId, type ReactNode } from 'react';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';

interface PanelProps {
  title: string;
  /** Of its heading; `h2` when absent. */
  level?: 'h2' | 'h3';
  /** Beside the title, for example a link to more. */
  action?: ReactNode;
  /** Whether somebody should look here first. */
  urgent?: boolean;
  children: ReactNode;
}

/** A titled part of a page. */
export function Panel(props: PanelProps) {
  const { title, level = 'h2', action, urgent, children } = props;
  const titleId = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={titleId}
      sx={{
        p: 2,
        minWidth: 0,
        ...(urgent && { borderLeft: 4, borderLeftColor: 'warning.main' }),
      }}
    >
      <Stack
        direction="row"
        spacing={1}
        sx={{
          mb: 1,
          alignItems: 'baseline',
          justifyContent: 'space-between',
          typography: 'body2',
          '& a': { lineHeight: '24px', display: 'inline-block' },
        }}
      >
        <Typography id={titleId} variant="h6" component={level} sx={{ m: 0 }}>
          {title}
        </Typography>
        {action}
      </Stack>
      {children}
    </Paper>
  );
}
