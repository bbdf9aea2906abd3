import {
  isMeantStopped,
  titleOfInitiator,
  toMinute,
  type Recommendation,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeTogether } from './describeTogether';
import type { Observation } from './Observation';

/** A recommendation for one service, before those with one cause are joined. */
interface Advice {
  recommendation: Recommendation;
  observation: Observation;
  /** How many services that are down come before it. */
  depth: number;
  /** The same for those with one cause and one act; joined with nobody when absent. */
  cause?: string;
}

/**
 * Recommends what to do about the services that are not well, unless a run has
 * them in its hands or they are stopped on purpose at that time (ms since
 * 1970), and about those that run though they are to be stopped: what was seen,
 * and the next act. One cause is told once, and what
 * others wait for comes first. `all` are those that causes are looked for in.
 */
export function recommend(
  told: Observation[],
  all: Observation[],
  at: number,
): Recommendation[] {
  const byName = new Map(all.map(each => [each.health.name, each]));
  const drifted = told.flatMap(observation => adviseOnDrift(observation));
  const advices = told
    .filter(({ health }) => health.status !== 'healthy')
    .filter(({ health }) => !health.pending && !isMeantStopped(health, at))
    .map(observation =>
      adviseOn(observation, causesOf(observation.health, byName), at),
    )
    .concat(drifted)
    .sort(
      (a, b) =>
        a.depth - b.depth || rank(a.recommendation) - rank(b.recommendation),
    );
  return joinCauses(advices);
}

function rank({ severity }: Recommendation): number {
  return ['critical', 'warning', 'info'].indexOf(severity);
}

/** Makes one recommendation of those with one cause, at the place of the first. */
function joinCauses(advices: Advice[]): Recommendation[] {
  const groups = new Map<string, Advice[]>();
  advices.forEach((advice, place) => {
    const key = advice.cause ?? `alone ${place}`;
    groups.set(key, [...(groups.get(key) ?? []), advice]);
  });
  return [...groups.values()].map(group =>
    group.length === 1 ? group[0].recommendation : join(group),
  );
}

function join(group: Advice[]): Recommendation {
  const [{ recommendation: first }] = group;
  const worst = group.reduce(
    (found, { recommendation }) =>
      rank(recommendation) < rank(found) ? recommendation : found,
    first,
  );
  const services = group.map(({ recommendation }) => recommendation.service);
  const operation = first.action?.operation;
  const touched = group.flatMap(
    one => one.recommendation.action?.services ?? [],
  );
  return {
    service: first.service,
    services,
    severity: worst.severity,
    text: describeTogether(
      group.map(({ observation }) => observation.health),
      operation,
    ),
    ...(operation && {
      action: { operation, services: [...new Set(touched)] },
    }),
  };
}

/**
 * Lists the services that are down and that it needs, through others that are
 * down too; the deepest first.
 */
function causesOf(
  { name, waitsFor = [] }: ServiceHealth,
  byName: Map<string, Observation>,
): Observation[] {
  const found = new Map<string, Observation>();
  const visited = new Set([name]);
  const visit = (names: string[]) => {
    for (const each of names) {
      const cause = byName.get(each);
      if (!cause || visited.has(each)) continue;
      visited.add(each);
      visit(cause.health.waitsFor ?? []);
      found.set(each, cause);
    }
  };
  visit(waitsFor);
  return [...found.values()];
}

type Act = Pick<Recommendation, 'action'> & {
  text: string;
  /** True when a start of what is down is all that it takes. */
  isStart?: boolean;
};

function adviseOn(
  observation: Observation,
  causes: Observation[],
  at: number,
): Advice {
  const { name, title, status, reason } = observation.health;
  const { text, action, isStart } =
    causes.length > 0 && status !== 'unknown'
      ? startCauses(observation, causes, at)
      : actOn(observation);
  const overdue =
    causes.length === 0 ? describeOverdue(observation.health) : undefined;
  return {
    recommendation: {
      service: name,
      ...(overdue && { drift: 'overdue' as const }),
      severity: severityOf(observation.health),
      text: `${overdue ?? `${title} is ${status}: ${reason}.`} ${text}`,
      ...(action && { action }),
    },
    observation,
    depth: causes.length,
    // Each is of somebody who wanted it so.
    cause: overdue
      ? undefined
      : causeOf(observation, causes, { text, isStart }),
  };
}

/** What those with one cause and one act have in common. */
function causeOf(
  observation: Observation,
  causes: Observation[],
  { text, isStart }: Pick<Act, 'text' | 'isStart'>,
): string {
  const { status, reason } = observation.health;
  return isStart
    ? `start ${reasonToStart(causes[0] ?? observation)}`
    : `${status} ${text} ${reason}`;
}

/** Recommends to stop again what runs although it was stopped on purpose. */
function adviseOnDrift(observation: Observation): Advice[] {
  const { drift, name, title, wanted } = observation.health;
  if (drift !== 'runs' || !wanted) return [];
  const runs = `${title} runs although ${titleOfInitiator(wanted.by)} stopped it at ${toMinute(wanted.since)}.`;
  const action = { operation: 'stop' as const, services: [name] };
  return [
    {
      recommendation: {
        service: name,
        drift,
        severity: 'warning',
        text: isControlled(observation)
          ? `${runs} Stop it again, or start it to say that it is to run.`
          : runs,
        ...(isControlled(observation) && { action }),
      },
      observation,
      depth: 0,
    },
  ];
}

/** Says what is overdue where nothing else keeps it down. */
function describeOverdue({
  drift,
  title,
  wanted,
  reason,
}: ServiceHealth): string | undefined {
  return drift === 'overdue' && wanted?.until
    ? `${title} was to be stopped until ${toMinute(wanted.until)}, and is still down: ${reason}.`
    : undefined;
}

/** What is not there at all has not been started, whatever each probe says of it. */
function reasonToStart({ health }: Observation): string {
  const { probes = [], reason = '' } = health;
  const isAbsent = probes.every(({ isThere }) => isThere === false);
  return isAbsent ? 'what is not there' : reason;
}

function severityOf({
  status,
  critical,
}: ServiceHealth): Recommendation['severity'] {
  if (status === 'unknown') return critical ? 'warning' : 'info';
  return critical ? 'critical' : 'warning';
}

/**
 * Recommends a start, which goes along the dependencies, so that it may name
 * what is down together with what they keep down. What is stopped on purpose is
 * not started for others, and what a run has is waited for.
 */
function startCauses(
  observation: Observation,
  causes: Observation[],
  at: number,
): Act {
  const because = (of: Observation[]) =>
    `It needs ${listInWords(of.map(({ health }) => health.title))}, which ${of.length === 1 ? 'is' : 'are'}`;
  const held = causes.filter(({ health }) => health.pending);
  if (held.length > 0) {
    return { text: `${because(held)} in the hands of a run: wait for that.` };
  }
  const stopped = causes.filter(({ health }) => isMeantStopped(health, at));
  if (stopped.length > 0) {
    return { text: `${because(stopped)} stopped on purpose.` };
  }
  const touched =
    observation.health.status === 'down' ? [...causes, observation] : causes;
  const services = touched.filter(isControlled).map(nameOf);
  return causes.some(isControlled)
    ? {
        text: `${because(causes)} down: start that first.`,
        action: { operation: 'start', services },
        isStart: true,
      }
    : { text: `${because(causes)} down, and cannot be started from here.` };
}

function listInWords(words: string[]): string {
  const last = words.at(-1);
  const rest = words.slice(0, -1).join(', ');
  return rest ? `${rest} and ${last}` : `${last}`;
}

function actOn(observation: Observation): Act {
  const { status } = observation.health;
  const { next } = observation;
  if (status === 'unknown') {
    return { text: next?.text ?? 'See to it that it can be asked.' };
  }
  const operation = status === 'down' ? 'start' : 'restart';
  const act = next ?? { text: TEXTS[operation], operation };
  if (!act.operation) return { text: act.text };
  return isControlled(observation)
    ? {
        text: act.text,
        action: { operation: act.operation, services: [nameOf(observation)] },
        isStart: act.operation === 'start' && act.text === TEXTS.start,
      }
    : { text: `${act.text} This cannot be done from here: it has no control.` };
}

const TEXTS = { start: 'Start it.', restart: 'Restart it.' };

function isControlled({ service }: Observation): boolean {
  return service.control.kind !== 'none';
}

function nameOf({ health }: Observation): string {
  return health.name;
}
