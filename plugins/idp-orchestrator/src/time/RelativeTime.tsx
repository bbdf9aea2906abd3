import Tooltip from '@mui/material/Tooltip';
import { formatAbsolute, formatRelative } from './formatRelative';
import { useNow } from './useNow';

/** When it was, in words; exactly when, on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(true);
  return (
    <Tooltip title={formatAbsolute(at)}>
      <time dateTime={at}>{formatRelative(Date.parse(at), now)}</time>
    </Tooltip>
  );
}
