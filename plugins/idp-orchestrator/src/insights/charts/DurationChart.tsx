import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import {
  LEAST_SAMPLES,
  type FlowStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { formatMs } from '../format';

/** So many flows have room in it; the table has all of them. */
const SHOWN = 8;
const ROW_HEIGHT = 48;

/** How long flows take: the usual, and what nine of ten stay below. The table of flows says the same. */
export function DurationChart({ flows }: { flows: FlowStats[] }) {
  const t = useText();
  const { palette } = useTheme();
  const shown = flows
    .filter(({ p90Ms }) => p90Ms !== undefined)
    .sort((a, b) => (b.p90Ms ?? 0) - (a.p90Ms ?? 0))
    .slice(0, SHOWN);
  if (shown.length === 0) {
    return (
      <Box sx={{ color: 'text.secondary' }}>
        {flows.some(({ succeeded }) => succeeded > 0)
          ? t('insights.tooFew', { count: LEAST_SAMPLES })
          : t('insights.noDurations')}
      </Box>
    );
  }
  const formatted = (ms: number | null) => formatMs(ms ?? undefined);
  return (
    <Box
      role="img"
      aria-label={t('insights.durationsOf', { count: shown.length })}
    >
      <BarChart
        layout="horizontal"
        height={90 + shown.length * ROW_HEIGHT}
        skipAnimation
        margin={{ left: 0, right: 24 }}
        yAxis={[
          {
            scaleType: 'band',
            data: shown.map(({ title }) => title),
            width: 150,
          },
        ]}
        xAxis={[{ valueFormatter: (ms: number) => formatMs(ms) }]}
        series={[
          {
            data: shown.map(({ p50Ms }) => p50Ms ?? null),
            label: t('insights.p50'),
            color: palette.info.main,
            valueFormatter: formatted,
          },
          {
            data: shown.map(({ p90Ms }) => p90Ms ?? null),
            label: t('insights.p90'),
            color: palette.warning.main,
            valueFormatter: formatted,
          },
        ]}
      />
    </Box>
  );
}
