import Tooltip from '@mui/material/Tooltip';
import { formatAbsolute, formatRelative } from './formatRelative';
import { useLanguage } from './useLanguage';
import { useNow } from './useNow';

/** When it was, in words; exactly when, on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(true);
  const language = useLanguage();
  return (
    <Tooltip title={formatAbsolute(at, language)}>
      <time dateTime={at}>{formatRelative(Date.parse(at), now, language)}</time>
    </Tooltip>
  );
}
