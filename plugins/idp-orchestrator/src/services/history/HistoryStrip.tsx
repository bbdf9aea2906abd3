import Box from '@mui/material/Box';
import { formatAbsolute } from '../../time/formatRelative';
import { useText, type Translate } from '../../translation';
import { historyLook } from './historyLooks';
import { shareOf, type HistorySpan } from './layOutHistory';

interface HistoryStripProps {
  title: string;
  spans: HistorySpan[];
  days: number;
  /** px */
  height?: number;
}

/** The state of a service over time as a strip; readers hear how much of it was well. */
export function HistoryStrip(props: HistoryStripProps) {
  const t = useText();
  const { title, spans, days, height = 36 } = props;
  const start = spans[0]?.from ?? 0;
  const length = (spans.at(-1)?.to ?? 1) - start;
  return (
    <Box
      role="img"
      aria-label={`${title}: ${describeHistory(spans, days, t)}`}
      sx={{
        display: 'flex',
        alignItems: 'flex-end',
        height,
        width: '100%',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {spans.map(span => {
        const { height: part, background } = historyLook(span.status);
        return (
          <Box
            key={span.from}
            title={describeSpan(span, t)}
            sx={{
              width: `${(100 * (span.to - span.from)) / length}%`,
              // A short outage is seen, too.
              minWidth: span.status === 'unwatched' ? 0 : 2,
              height: part,
              background,
            }}
          />
        );
      })}
    </Box>
  );
}

/** `Healthy 97.3 % of the last 7 days, down 2 times` */
export function describeHistory(
  spans: HistorySpan[],
  days: number,
  t: Translate,
): string {
  const share = shareOf(spans, 'healthy');
  if (share === undefined) return t('history.nothing');
  const outages = spans.filter(({ status }) => status === 'down').length;
  return [
    t('history.healthyFor', { percent: formatPercent(share), count: days }),
    outages > 0 ? t('history.outages', { count: outages }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** `Down: connection refused, from … until …` */
function describeSpan(span: HistorySpan, t: Translate): string {
  const state =
    span.status === 'unwatched'
      ? t('history.unwatched')
      : t(`health.${span.status}`);
  return t('history.span', {
    state: [state, span.reason].filter(Boolean).join(': '),
    from: formatAbsolute(new Date(span.from).toISOString()),
    to: formatAbsolute(new Date(span.to).toISOString()),
  });
}

/** Not rounded up to 100 when something was the matter. */
function formatPercent(share: number): string {
  const percent = Math.floor(share * 1_000) / 10;
  return percent.toLocaleString(undefined, { maximumFractionDigits: 1 });
}
