/* eslint-disable @backstage/no-forbidden-package-imports, no-restricted-imports --
 * The replicas that are killed here are those of the plugin's own tests. */
import {
  drillReplicas,
  type DrillReport,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/replicas/drillReplicas';
import { Fleet } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/replicas/Fleet';
import { median, percentile } from '../measure/statistics';
import { inSeconds, NOTHING, type Bar, type Figure } from '../report/Figure';

const MOST_MS = 2_000;
const RUNS = 60;

/** Measured by others: pg-boss finds a dead worker by its heartbeat. */
const PEER = 'pg-boss alone 9.7–11.1 s (published)';

export const takeover: Bar = {
  number: 7,
  title: 'kill -9 of one of three replicas on PostgreSQL, again and again',
  async measure() {
    const apart = await drill({ flow: 'naps', hostsApart: true });
    const together = await drill({ flow: 'three-scripts', hostsApart: false });
    return [
      ...report('hosts apart, steps that may restart', apart),
      ...report('one host, scripts', together),
    ];
  },
};

async function drill(
  options: Pick<Parameters<typeof drillReplicas>[1], 'flow' | 'hostsApart'>,
): Promise<DrillReport> {
  const fleet = await Fleet.create();
  try {
    return await drillReplicas(fleet, {
      ...options,
      runs: RUNS,
      replicas: 3,
      concurrency: 5,
      killEveryMs: 3_000,
    });
  } finally {
    await fleet.remove();
  }
}

function report(what: string, drilled: DrillReport): Figure[] {
  const { takeovers, endings, notOnce, violations, kills } = drilled;
  const isWhole =
    endings.succeeded === RUNS &&
    notOnce.length === 0 &&
    violations.length === 0;
  return [
    {
      what: `the run goes on elsewhere; ${what}`,
      ours: `${inSeconds(median(takeovers))}, p95 ${inSeconds(percentile(takeovers, 95))}`,
      peer: PEER,
      ratio: NOTHING,
      bar: `median ≤ ${inSeconds(MOST_MS)}`,
      met: median(takeovers) <= MOST_MS,
    },
    {
      what: `the same: ${kills} kills; steps not ended once; two copies at a time`,
      ours: `${notOnce.length}; ${violations.length}`,
      peer: NOTHING,
      ratio: NOTHING,
      bar: '0; 0',
      met: isWhole,
    },
  ];
}
