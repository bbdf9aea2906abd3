import { titleOfInitiator } from '../run/origin/titleOfInitiator';
import type {
  PendingOperation,
  PlatformHealth,
  ServiceHealth,
} from './PlatformHealth';

/** So many services are named of each kind; of the others their number is told. */
const MOST_NAMED = 3;

const WORDS = {
  healthy: 'Healthy',
  degraded: 'Degraded',
  unhealthy: 'Unhealthy',
  unknown: 'Unknown',
} as const;

const ACTS: Record<PendingOperation['act'], string> = {
  restarting: 'Restarting',
  starting: 'Starting',
  stopping: 'Stopping',
  changing: 'Changing',
};

/**
 * Tells whether a service is stopped because somebody wants it so, at a time
 * (ms since 1970): the time until which they do may be over.
 *
 * @public
 */
export function isMeantStopped(
  { wanted }: Pick<ServiceHealth, 'wanted'>,
  at: number,
): boolean {
  if (wanted?.state !== 'stopped') return false;
  return wanted.until === undefined || Date.parse(wanted.until) > at;
}

/**
 * Tells the state of a platform in a sentence: what needs attention, since when
 * and why; what runs have in their hands; what is stopped, and by whom. Times
 * are in UTC.
 *
 * @public
 */
export function summarizeHealth({
  status,
  services,
  isNew,
  checkedAt,
}: Pick<
  PlatformHealth,
  'status' | 'services' | 'isNew' | 'checkedAt'
>): string {
  if (isNew) return 'Nothing runs here yet.';
  const at = Date.parse(checkedAt);
  const sentences = [
    ...headOf(status, services),
    ...Object.entries(ACTS).map(([act, word]) => {
      const those = services.filter(({ pending }) => pending?.act === act);
      return listed(word, those, ({ title }) => title);
    }),
    listed('Up although stopped', services.filter(isUp), describeStopped),
    listed(
      'Stopped',
      services.filter(
        one => !one.pending && isMeantStopped(one, at) && !isUp(one),
      ),
      describeStopped,
    ),
  ];
  return sentences.filter(Boolean).join(' ') || 'Unknown: there is no service.';
}

function isUp({ drift }: ServiceHealth): boolean {
  return drift === 'runs';
}

function headOf(
  status: PlatformHealth['status'],
  services: ServiceHealth[],
): string[] {
  // What runs do, and what is stopped, is told behind it.
  if (status === 'stopped' || status === 'changing') return [];
  const word = WORDS[status];
  if (status === 'unknown') {
    return [
      listed(
        word,
        services.filter(one => !one.pending && one.status === 'unknown'),
        describeState,
      ),
    ];
  }
  const told = listed(
    word,
    services.filter(({ needsAttention }) => needsAttention),
    describeState,
  );
  return [told || `${word}.`];
}

function listed(
  word: string,
  services: ServiceHealth[],
  describe: (service: ServiceHealth) => string,
): string {
  if (services.length === 0) return '';
  const named = services.slice(0, MOST_NAMED).map(describe).join(', ');
  const more = services.length - MOST_NAMED;
  return `${word}: ${named}${more > 0 ? ` and ${more} more` : ''}.`;
}

function describeState({ title, status, since, reason }: ServiceHealth) {
  const when = since ? ` since ${toMinute(since)}` : '';
  return `${title} is ${status}${when}${reason ? ` (${reason})` : ''}`;
}

function describeStopped({ title, wanted }: ServiceHealth): string {
  if (!wanted) return title;
  const { by, until, reason } = wanted;
  return [
    `${title} by ${titleOfInitiator(by)}`,
    ...(until ? [`until ${toMinute(until)}`] : []),
    ...(reason ? [`(${reason})`] : []),
  ].join(' ');
}

/**
 * Shortens a time in UTC to its minute.
 *
 * @public
 */
export function toMinute(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
