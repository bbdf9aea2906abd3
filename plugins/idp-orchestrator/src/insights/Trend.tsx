import Box from '@mui/material/Box';
import { VisuallyHidden } from '../notice/VisuallyHidden';
import { useText } from '../translation';

interface TrendProps {
  now?: number;
  /** The same figure of as long a time before. */
  before?: number;
  /** Which direction is good news; neither when absent. */
  better?: 'more' | 'less';
  /** Writes the difference, without its sign. */
  format: (difference: number) => string;
  /** The length of the time, in days. */
  days: number;
}

/** Differences of less than this share of what was before are none. */
const NOTHING = 0.02;

/** By how much a figure differs from that of as long a time before. */
export function Trend({ now, before, better, format, days }: TrendProps) {
  const t = useText();
  if (now === undefined || before === undefined) return null;
  const difference = now - before;
  if (Math.abs(difference) <= Math.abs(before) * NOTHING) return null;
  const isMore = difference > 0;
  const isGood = better && (better === 'more') === isMore;
  const text = format(Math.abs(difference));
  return (
    <Box
      component="span"
      sx={{
        ml: 0.75,
        typography: 'caption',
        whiteSpace: 'nowrap',
        color: colorOf(isGood),
      }}
    >
      <span aria-hidden>
        {isMore ? '▲' : '▼'} {text}
      </span>
      <VisuallyHidden>
        {isMore
          ? t('insights.more', { text, count: days })
          : t('insights.less', { text, count: days })}
      </VisuallyHidden>
    </Box>
  );
}

function colorOf(isGood: boolean | undefined): string {
  if (isGood === undefined) return 'text.secondary';
  return isGood ? 'success.main' : 'error.main';
}
