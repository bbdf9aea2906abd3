import Tooltip from '@mui/material/Tooltip';
import { formatClock } from './formatClock';
import { formatAbsolute } from './formatRelative';
import { useLanguage } from './useLanguage';

/** A time of day in the reader's zone; exactly when, on hover and for machines. */
export function ClockTime({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <Tooltip title={formatAbsolute(at, language)}>
      <time dateTime={at}>{formatClock(at, Date.now(), language)}</time>
    </Tooltip>
  );
}
