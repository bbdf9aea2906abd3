import type {
  PlatformHealth,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { formatClock } from '../../time/formatClock';
import type { Translate } from '../../translation';
import type { Judgement } from './judgeServices';

interface Told {
  health: Pick<PlatformHealth, 'status'>;
  judgement: Judgement;
  now: number;
  language?: string;
}

/** The state of the platform in a sentence: `Degraded: Grafana is down since 14:02`. */
export function describePlatform(told: Told, t: Translate): string {
  const { causes, consequences } = told.judgement;
  const status = t(`health.${told.health.status}`);
  const worries = [...causes, ...consequences];
  if (causes.length === 1) {
    return t('overview.says.one', {
      status,
      what: describeOne(causes[0], told, t),
    });
  }
  if (causes.length > 1) {
    const areDown = worries.every(one => one.status === 'down');
    return t(areDown ? 'overview.says.down' : 'overview.says.unwell', {
      status,
      count: worries.length,
    });
  }
  return describeCalm(told, t);
}

/** Nothing needs somebody. */
function describeCalm({ health, judgement }: Told, t: Translate): string {
  const { healthy, pending, stopped } = judgement;
  if (pending.length > 0 && health.status !== 'unknown') {
    return describePending(pending, t);
  }
  switch (health.status) {
    case 'stopped':
      return t('overview.says.stopped');
    case 'healthy':
      return stopped.length === 0
        ? t('overview.says.healthy', { count: healthy.length })
        : t('overview.says.healthyRest', { count: healthy.length });
    default:
      return t('overview.says.unknown');
  }
}

/** `Restarting 3 services` */
function describePending(pending: ServiceHealth[], t: Translate): string {
  const acts = new Set(pending.map(one => one.pending?.act));
  const [act] = acts.size === 1 ? acts : [];
  return t(`overview.says.${act ?? 'changing'}`, {
    count: pending.length,
    what:
      pending.length === 1
        ? pending[0].title
        : t('operation.many', { count: pending.length }),
  });
}

/** `Grafana is down since 14:02` */
function describeOne(
  { title, status, since }: ServiceHealth,
  { now, language }: Told,
  t: Translate,
): string {
  const kind = status === 'degraded' ? 'degraded' : 'down';
  return since
    ? t(`overview.says.since.${kind}`, {
        service: title,
        time: formatClock(since, now, language),
      })
    : t(`overview.says.is.${kind}`, { service: title });
}

/** What besides is so: who waits, what is changed, what is stopped. */
export function describeRest(
  { causes, consequences, pending, stopped, healthy }: Judgement,
  t: Translate,
): string[] {
  const lines: string[] = [];
  if (causes.length === 1 && consequences.length > 0) {
    lines.push(
      t('overview.says.waiting', {
        count: consequences.length,
        services: listTitles(consequences),
      }),
    );
  }
  if (pending.length > 0) {
    lines.push(
      t('overview.says.inHands', {
        count: pending.length,
        services: listTitles(pending),
        run: listRuns(pending),
      }),
    );
  }
  if (causes.length === 0 && pending.length > 0 && healthy.length > 0) {
    lines.push(t('overview.says.others', { count: healthy.length }));
  }
  if (stopped.length > 0) {
    lines.push(
      t('overview.says.onPurpose', {
        count: stopped.length,
        services: listTitles(stopped),
      }),
    );
  }
  return lines;
}

/** So many are named; of more it is said how many. */
const NAMED = 4;

function listTitles(services: ServiceHealth[]): string {
  const titles = services.map(({ title }) => title);
  const more = titles.length - NAMED;
  return more > 0
    ? `${titles.slice(0, NAMED).join(', ')} +${more}`
    : titles.join(', ');
}

function listRuns(services: ServiceHealth[]): string {
  const titles = services.flatMap(({ pending }) => pending?.runTitle ?? []);
  return [...new Set(titles)].join(', ');
}
