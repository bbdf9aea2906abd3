import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';

/** How many runs ended on each day, and how. The table below it says the same. */
export function DayChart({ days }: Pick<RunStats, 'days'>) {
  const t = useText();
  const { palette } = useTheme();
  const total = days.reduce(
    (sum, { succeeded, failed, cancelled }) =>
      sum + succeeded + failed + cancelled,
    0,
  );
  const series = [
    { status: 'succeeded' as const, color: palette.success.main },
    { status: 'failed' as const, color: palette.error.main },
    { status: 'cancelled' as const, color: palette.text.disabled },
  ];
  return (
    <Box role="img" aria-label={t('insights.perDayOf', { count: total })}>
      <BarChart
        height={260}
        skipAnimation
        margin={{ left: 0, right: 8 }}
        xAxis={[
          {
            scaleType: 'band',
            data: days.map(({ day }) => day),
            valueFormatter: (day: string) => day.slice(5),
          },
        ]}
        yAxis={[{ tickMinStep: 1, width: 40 }]}
        series={series.map(({ status, color }) => ({
          data: days.map(day => day[status]),
          label: t(`state.${status}`),
          stack: 'endings',
          color,
        }))}
      />
    </Box>
  );
}
