import type {
  Recommendation,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Observation } from './Observation';

/**
 * Recommends what to do about each service that is not well: what was seen, and
 * the next act. What others wait for comes first. `all` are those that causes
 * are looked for in.
 */
export function recommend(
  told: Observation[],
  all: Observation[],
): Recommendation[] {
  const byName = new Map(all.map(each => [each.health.name, each]));
  return told
    .filter(({ health }) => health.status !== 'healthy')
    .map(observation => {
      const causes = causesOf(observation.health, byName);
      const recommendation = recommendOne(observation, causes);
      return { recommendation, depth: causes.length };
    })
    .sort(
      (a, b) =>
        a.depth - b.depth || rank(a.recommendation) - rank(b.recommendation),
    )
    .map(({ recommendation }) => recommendation);
}

function rank({ severity }: Recommendation): number {
  return ['critical', 'warning', 'info'].indexOf(severity);
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

type Act = Pick<Recommendation, 'action'> & { text: string };

function recommendOne(
  observation: Observation,
  causes: Observation[],
): Recommendation {
  const { name, title, status, reason } = observation.health;
  const { text, action } =
    causes.length > 0 && status !== 'unknown'
      ? startCauses(observation, causes)
      : actOn(observation);
  return {
    service: name,
    severity: severityOf(observation.health),
    text: `${title} is ${status}: ${reason}. ${text}`,
    ...(action && { action }),
  };
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
 * what is down together with what they keep down.
 */
function startCauses(observation: Observation, causes: Observation[]): Act {
  const titles = listInWords(causes.map(({ health }) => health.title));
  const are = causes.length === 1 ? 'which is' : 'which are';
  const touched =
    observation.health.status === 'down' ? [...causes, observation] : causes;
  const services = touched.filter(isControlled).map(nameOf);
  const because = `It needs ${titles}, ${are} down`;
  return causes.some(isControlled)
    ? {
        text: `${because}: start that first.`,
        action: { operation: 'start', services },
      }
    : { text: `${because}, and cannot be started from here.` };
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
