import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useText, type Translate } from '../../translation';
import { barLook } from './barLook';
import type { TimelineBar } from './layOutTimeline';

const SHOWN: Array<Pick<TimelineBar, 'kind' | 'status'>> = [
  { kind: 'attempt', status: 'running' },
  { kind: 'attempt', status: 'succeeded' },
  { kind: 'attempt', status: 'warning' },
  { kind: 'attempt', status: 'failed' },
  { kind: 'attempt', status: 'cancelled' },
  { kind: 'waiting', status: 'waiting' },
  { kind: 'retry', status: 'waiting' },
  { kind: 'approval', status: 'waiting' },
];

/** What the colours and patterns of the bars mean. */
export function TimelineLegend() {
  const t = useText();
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      sx={{
        columnGap: 2,
        rowGap: 0.5,
        mb: 1.5,
        typography: 'caption',
        color: 'text.secondary',
      }}
    >
      {SHOWN.map(bar => (
        <Stack
          key={`${bar.kind}${bar.status}`}
          direction="row"
          spacing={0.75}
          sx={{ alignItems: 'center' }}
        >
          <Box
            aria-hidden
            sx={{ ...barLook(bar), width: 14, height: 10, borderRadius: 0.5 }}
          />
          <span>{nameOf(bar, t)}</span>
        </Stack>
      ))}
    </Stack>
  );
}

/** What a bar shows, in words. */
export function nameOf(
  { kind, status }: Pick<TimelineBar, 'kind' | 'status'>,
  t: Translate,
): string {
  return kind === 'approval' || kind === 'retry'
    ? t(`timeline.${kind}`)
    : t(`state.${status}`);
}
