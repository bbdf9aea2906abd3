import { InputError } from '@backstage/errors';
import type { ServiceDefinition } from '../ports';

class CircleError extends InputError {
  constructor(readonly circle: string[]) {
    super(
      `These services need each other in a circle: ${circle.join(' → ')}. Take one of these out of dependsOn`,
    );
  }
}

/** A service as far as its order needs it. */
export type Dependent = Pick<ServiceDefinition, 'name' | 'dependsOn'>;

/**
 * Puts services in the order of their start: each comes in a wave after all
 * those that it needs, also through services that are not among the wanted
 * ones. To stop them is the reverse.
 *
 * @param all everything that there is; what is needed and not there is ignored
 * @throws InputError when services need each other in a circle
 */
export function createStartWaves(
  all: Dependent[],
  wanted: string[],
): string[][] {
  const needed = createNeeds(all);
  const chosen = new Set(wanted);
  const waves: string[][] = [];
  const waveOf = new Map<string, number>();
  for (const { name } of inOrder(all)) {
    if (!chosen.has(name)) continue;
    const before = [...(needed.get(name) ?? [])].map(
      need => waveOf.get(need) ?? -1,
    );
    const wave = Math.max(-1, ...before) + 1;
    waveOf.set(name, wave);
    (waves[wave] ??= []).push(name);
  }
  return waves;
}

/** Puts services in the order of their stop, the reverse of their start: those that need others first. */
export function createStopWaves(
  all: Dependent[],
  wanted: string[],
): string[][] {
  return createStartWaves(all, wanted).reverse();
}

/** A service that is not operated, but needs some that are. */
export interface Touched {
  name: string;
  /** The operated services that it needs, through others too. */
  because: string[];
}

/** Lists what else would notice: everything that needs one of these services, and is none of them. */
export function findBlastRadius(all: Dependent[], wanted: string[]): Touched[] {
  const needed = createNeeds(all);
  const chosen = new Set(wanted);
  return all.flatMap(({ name }) => {
    if (chosen.has(name)) return [];
    const because = wanted.filter(need => needed.get(name)?.has(need));
    return because.length > 0 ? [{ name, because }] : [];
  });
}

/** Finds the names along a circle of needs, the first again at its end; undefined when there is none. */
export function findCircle(all: Dependent[]): string[] | undefined {
  try {
    inOrder(all);
    return undefined;
  } catch (error) {
    if (error instanceof CircleError) return error.circle;
    throw error;
  }
}

/** Sorts services so that those that others need come first. */
function inOrder(all: Dependent[]): Dependent[] {
  const known = new Map(all.map(service => [service.name, service]));
  const ordered = new Set<Dependent>();
  const open: string[] = [];
  const add = (service: Dependent) => {
    if (ordered.has(service)) return;
    const first = open.indexOf(service.name);
    if (first >= 0) throw new CircleError([...open.slice(first), service.name]);
    open.push(service.name);
    service.dependsOn.flatMap(name => known.get(name) ?? []).forEach(add);
    open.pop();
    ordered.add(service);
  };
  all.forEach(add);
  return [...ordered];
}

/** Lists all that each one needs, through others too; circles do no harm here. */
function createNeeds(all: Dependent[]): Map<string, Set<string>> {
  const known = new Map(all.map(({ name, dependsOn }) => [name, dependsOn]));
  const collect = (name: string, found: Set<string>): Set<string> => {
    for (const need of known.get(name) ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      collect(need, found);
    }
    return found;
  };
  return new Map(all.map(({ name }) => [name, collect(name, new Set())]));
}
