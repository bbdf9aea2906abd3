import type { ServiceDefinition } from '../ports';

/** A service as far as its order needs it. */
export type Dependent = Pick<ServiceDefinition, 'name' | 'dependsOn'>;

/**
 * Puts services in the order of their start: each comes in a wave after all
 * those that it needs, also through services that are not among the wanted
 * ones. To stop them is the reverse. Of services in a circle none comes after
 * all that it needs; they should not be wanted.
 *
 * @param all everything that there is; what is needed and not there is ignored
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

/** Services that need each other, each through the others. */
export interface Circle {
  /** Their names, in the order of the inventory. */
  members: string[];
  /** Lists the names along the shortest circle through a member, which is first and last. */
  pathOf(member: string): string[];
}

/** Lists the circles of needs; a service that needs itself is one. */
export function listCircles(all: Dependent[]): Circle[] {
  const needed = createNeeds(all);
  const needs = (one: string, other: string) =>
    needed.get(one)?.has(other) === true;
  const circles: Circle[] = [];
  const found = new Set<string>();
  for (const { name } of all) {
    if (found.has(name) || !needs(name, name)) continue;
    const members = all
      .map(other => other.name)
      .filter(other => needs(name, other) && needs(other, name));
    members.forEach(member => found.add(member));
    circles.push({ members, pathOf: member => findPath(all, member) });
  }
  return circles;
}

/** Finds the shortest way along needs from a service back to itself. */
function findPath(all: Dependent[], name: string): string[] {
  const known = new Map(all.map(service => [service.name, service.dependsOn]));
  const paths = [[name]];
  const seen = new Set<string>();
  // A list that grows while it is gone through is gone through to its end.
  for (const path of paths) {
    for (const need of known.get(path[path.length - 1]) ?? []) {
      if (need === name) return [...path, name];
      if (!seen.has(need)) paths.push([...path, need]);
      seen.add(need);
    }
  }
  return [name];
}

/**
 * Sorts services so that those that others need come first. Those of a circle
 * come in any order, but before all others that need them.
 */
function inOrder(all: Dependent[]): Dependent[] {
  const known = new Map(all.map(service => [service.name, service]));
  const reached = new Set<Dependent>();
  const ordered: Dependent[] = [];
  const add = (service: Dependent) => {
    if (reached.has(service)) return;
    reached.add(service);
    service.dependsOn.flatMap(name => known.get(name) ?? []).forEach(add);
    ordered.push(service);
  };
  all.forEach(add);
  return ordered;
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
