import { lazy, Suspense, useCallback } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import InsightsIcon from '@mui/icons-material/InsightsOutlined';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import {
  LEAST_SAMPLES,
  type FlowStats,
  type RunStats,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { useUrlFilter } from '../listing/useUrlFilter';
import { Notice } from '../notice/Notice';
import { Panel } from '../notice/Panel';
import { WhenLoaded } from '../notice/WhenLoaded';
import { PageBody } from '../PageBody';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { DaysTable } from './DaysTable';
import { fillDays } from './fillDays';
import { FlowStatsTable } from './FlowStatsTable';
import { InsightsFilters } from './InsightsFilters';
import {
  insightsFilterAddress,
  toStatsBeforeQuery,
  toStatsQuery,
} from './insightsFilter';
import {
  hasSucceeded,
  listBroken,
  listFlakiest,
  listSlowest,
} from './rankSteps';
import { StepTable } from './StepTable';
import { TimeSaved } from './TimeSaved';

// The charts' library is large, and a table says the same.
const DayChart = lazy(async () => ({
  default: (await import('./charts/DayChart')).DayChart,
}));
const DurationChart = lazy(async () => ({
  default: (await import('./charts/DurationChart')).DurationChart,
}));

/** How runs went over time: how long, how often well, which steps are slow or flaky. */
export function InsightsPage() {
  const t = useText();
  usePageTitle(t('page.insights'));
  const { filter, change } = useUrlFilter(insightsFilterAddress);
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(
      async signal => {
        const now = Date.now();
        const [stats, before] = await Promise.all([
          api.getStats(toStatsQuery(filter, now), { signal }),
          api.getStats(toStatsBeforeQuery(filter, now), { signal }),
        ]);
        return { stats, before };
      },
      [api, filter],
    ),
  );
  return (
    <PageBody>
      <InsightsFilters filter={filter} onChange={change} />
      <WhenLoaded loaded={loaded}>
        {({ stats, before }) => (
          <Insights stats={stats} before={before.flows} days={filter.days} />
        )}
      </WhenLoaded>
    </PageBody>
  );
}

interface InsightsProps {
  stats: RunStats;
  /** How flows went in as long a time before. */
  before: FlowStats[];
  days: number;
}

function Insights({ stats, before, days: count }: InsightsProps) {
  const t = useText();
  if (stats.flows.every(({ ended }) => ended === 0)) {
    return (
      <Notice icon={<InsightsIcon />} title={t('insights.empty.title')}>
        {t('insights.empty.text')}
      </Notice>
    );
  }
  const days = fillDays(stats);
  const broken = listBroken(stats.flows);
  return (
    <Stack spacing={2}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: 'minmax(0, 1fr) minmax(0, 1fr)',
          },
        }}
      >
        <Panel title={t('insights.perDay')}>
          <Suspense fallback={<Progress />}>
            <DayChart days={days} />
          </Suspense>
          <DaysTable days={days} />
        </Panel>
        <Panel title={t('insights.durations')}>
          <Suspense fallback={<Progress />}>
            <DurationChart flows={stats.flows} />
          </Suspense>
        </Panel>
      </Box>
      <Panel title={t('insights.flows')}>
        <FlowStatsTable flows={stats.flows} before={before} days={count} />
        <Box sx={{ typography: 'caption', color: 'text.secondary', mt: 1 }}>
          {t('insights.trendHow')}
        </Box>
      </Panel>
      {broken.length > 0 && (
        <Panel title={t('insights.broken')}>
          <StepTable label={t('insights.broken')} steps={broken} />
        </Panel>
      )}
      <TimeSaved stats={stats.flows} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: 'minmax(0, 1fr) minmax(0, 1fr)',
          },
        }}
      >
        <Panel title={t('insights.slowest')}>
          <StepTable
            label={t('insights.slowest')}
            none={
              hasSucceeded(stats.flows)
                ? t('insights.tooFew', { count: LEAST_SAMPLES })
                : t('insights.noSlowest')
            }
            steps={listSlowest(stats.flows)}
          />
        </Panel>
        <Panel title={t('insights.flakiest')}>
          <StepTable
            label={t('insights.flakiest')}
            none={t('insights.noFlakiest')}
            steps={listFlakiest(stats.flows)}
          />
        </Panel>
      </Box>
    </Stack>
  );
}
