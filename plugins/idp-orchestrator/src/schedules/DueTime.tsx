import Box from '@mui/material/Box';
import { SMALL } from '../listing/listCells';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { formatMoment } from '../windows/formatSpan';

interface DueTimeProps {
  at: string;
  timezone: string;
}

/** A due time by the reader's clock, and by that of its zone where they differ. */
export function DueTime({ at, timezone }: DueTimeProps) {
  const t = useText();
  const language = useLanguage();
  const here = formatMoment(at, language);
  const there = formatMoment(at, language, timezone);
  return (
    <>
      <time dateTime={at}>{here}</time>
      {there !== here && (
        <Box component="span" sx={{ ...SMALL, display: 'block' }}>
          {t('schedules.inZone', { time: there, timezone })}
        </Box>
      )}
    </>
  );
}
