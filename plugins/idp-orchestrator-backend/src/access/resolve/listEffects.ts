import {
  PLATFORM_OPERATIONS,
  type FlowDefinition,
  type FlowStep,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ExpressionBudget } from '../../engine/expressions/ExpressionBudget';
import type { CatalogFlow } from '../../flows';
import { findActionOf } from '../../ports';
import {
  highestRisk,
  operates,
  type Effect,
  type ServiceEffectAct,
} from './Effect';
import { readKnownInputs, UNKNOWN, type Known } from './knownInputs';
import type { PlatformView } from './PlatformView';
import { completeInput } from './readFlowInput';
import { riskOfActions, riskOfService } from './riskOfActions';
import { DEEPEST, MOST_READ, TooManyEffectsError } from './startLimits';

/** What is to be run: which definition, and what is known of its input and place. */
export interface Started {
  catalogFlow: Pick<CatalogFlow, 'flow' | 'kind' | 'shape'>;
  environment?: string;
  input: Known['input'];
}

interface Scope extends Known {
  definition: FlowDefinition;
  /** Titles of the flows that lead here, without that of the start itself. */
  path: string[];
  depth: number;
}

interface Walk {
  view: PlatformView;
  /** What child flows do, by what they are started with; those that are looked at now have none yet. */
  known: Map<string, Effect[]>;
  /** Inputs of steps that were read so far. */
  read: number;
  /** What the expressions of all of them may take. */
  budget: ExpressionBudget;
}

/** After so many the loop, which is all of Backstage's, goes round. */
const READ_AT_ONCE = 200;

/**
 * Every effect that a start has, also through the flows that its steps start.
 * It holds whatever is executed: where something hangs on what is not known
 * yet, it lists the most that can come of it.
 *
 * @throws TooManyEffectsError
 */
export async function listEffects(
  { catalogFlow, environment, input }: Started,
  view: PlatformView,
): Promise<Effect[]> {
  const scope: Scope = {
    flow: catalogFlow.flow.id,
    definition: catalogFlow.flow,
    environment,
    input,
    path: [],
    depth: 1,
  };
  const budget = ExpressionBudget.ofTurn();
  const walk: Walk = { view, known: new Map(), read: 0, budget };
  return distinct(await effectsOf(catalogFlow, scope, walk));
}

/**
 * The risk of a start: the highest of its effects, and of what a flow that
 * people wrote says of itself. What a script says of itself is the sum of all
 * that it can do, and not what this start does; an operation that only looks
 * does not do what operations are listed for.
 */
export function riskOfStart(
  { flow, kind, shape }: Started['catalogFlow'],
  effects: Effect[],
): Risk {
  const counts = kind === 'flow' && (!shape || effects.some(operates));
  const own = counts ? [flow.risk] : [];
  return highestRisk([...own, ...effects.map(({ risk }) => risk)]);
}

async function effectsOf(
  { shape }: Started['catalogFlow'],
  scope: Scope,
  walk: Walk,
): Promise<Effect[]> {
  if (shape && scope.flow === PLATFORM_OPERATIONS) {
    return [await effectOfOperation(scope, walk)];
  }
  const effects: Effect[] = [];
  for (const step of scope.definition.steps) {
    const { budget } = walk;
    for (const given of readKnownInputs(step, { ...scope, budget })) {
      await countRead(walk, scope);
      effects.push(...(await effectsOfStep(step, given, { scope, walk })));
    }
  }
  return effects;
}

async function countRead(walk: Walk, { flow }: Scope): Promise<void> {
  walk.read += 1;
  if (walk.read > MOST_READ) throw new TooManyEffectsError(flow);
  if (walk.read % READ_AT_ONCE === 0) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

type Given = Record<string, unknown>;
type Place = { scope: Scope; walk: Walk };

async function effectsOfStep(
  { uses, title }: FlowStep,
  given: Given,
  place: Place,
): Promise<Effect[]> {
  const { scope, walk } = place;
  const common = commonOf(scope, title);
  switch (uses) {
    case 'script':
      return effectsOfScript(given, place);
    case 'service': {
      const act = (
        given.act === UNKNOWN ? 'any' : given.act
      ) as ServiceEffectAct;
      const services = namesOf([given.service]);
      if (act === 'look') return [];
      const asked = { act, services, environment: scope.environment };
      const risk = await riskOfService(asked, walk.view);
      return [{ ...common, kind: 'service', act, services, risk }];
    }
    case 'kubernetes': {
      const action = knownText(given.action);
      const risk = action === 'wait' ? 'low' : 'medium';
      return [{ ...common, kind: 'cluster', action, risk }];
    }
    default:
      return effectsOfChild(given, place);
  }
}

function effectsOfScript(given: Given, { scope, walk }: Place): Effect[] {
  const script = knownText(given.script);
  const found =
    script === undefined ? undefined : walk.view.scripts.get(script);
  // One that is not in the catalog cannot be started.
  if (script !== undefined && !found) return [];
  const action =
    given.action === UNKNOWN
      ? undefined
      : knownText(given.action ?? found?.defaultAction);
  const chosen =
    found && action !== undefined ? findActionOf(found, action) : undefined;
  if (found && action !== undefined && !chosen) return [];
  const all = [...walk.view.scripts.values()];
  const title = found ? found.title : 'a script that is not known yet';
  const name = chosen && chosen.name !== found?.defaultAction;
  return [
    {
      ...commonOf(scope, name ? `${title}: ${chosen.title}` : title),
      kind: 'script',
      ...(script !== undefined && { script: found?.id ?? script }),
      ...(action !== undefined && found && { action: chosen?.name ?? action }),
      risk: chosen
        ? riskOfActions([chosen])
        : riskOfActions((found ? [found] : all).flatMap(one => one.actions)),
    },
  ];
}

async function effectsOfChild(given: Given, place: Place): Promise<Effect[]> {
  const { scope, walk } = place;
  const environment =
    given.environment === UNKNOWN
      ? undefined
      : (knownText(given.environment ?? undefined) ?? scope.environment);
  const asked = given.flow;
  if (asked === UNKNOWN || scope.depth >= DEEPEST) {
    return anything({ ...scope, environment });
  }
  const child = walk.view.flows.get(String(asked));
  // One that is not there cannot be started.
  if (!child) return [];
  const input = readChildInput(child.flow, given.input, {
    environment,
    view: walk.view,
  });
  const { id, title } = child.flow;
  const key = describeStart(id, environment, input);
  const path = [...scope.path, title];
  const inner = walk.known.get(key);
  if (inner === undefined) {
    // A flow that starts itself with the same input adds nothing to what it does.
    walk.known.set(key, []);
    const within: Scope = {
      flow: id,
      definition: child.flow,
      environment,
      input,
      path: [],
      depth: scope.depth + 1,
    };
    walk.known.set(key, distinct(await effectsOf(child, within, walk)));
  }
  const effects = walk.known.get(key) ?? [];
  return [
    {
      kind: 'flow',
      flow: scope.flow,
      child: id,
      childKind: child.kind,
      ...(environment !== undefined && { environment }),
      path,
      risk: riskOfStart(child, effects),
    },
    ...effects.map(effect => ({ ...effect, path: [...path, ...effect.path] })),
  ];
}

/**
 * The effects of a flow that is only looked at, where one that does too much
 * to be judged counts as the most that there is.
 */
export async function listEffectsToShow(
  started: Started,
  view: PlatformView,
): Promise<Effect[]> {
  try {
    return await listEffects(started, view);
  } catch (error) {
    if (!(error instanceof TooManyEffectsError)) throw error;
    const { flow: definition } = started.catalogFlow;
    const scope: Scope = {
      flow: definition.id,
      definition,
      environment: started.environment,
      input: started.input,
      path: [],
      depth: 1,
    };
    return anything(scope, 'more than can be judged');
  }
}

/** What a flow may do that nobody knows yet. */
function anything(
  scope: Scope,
  title = 'a flow that is not known yet',
): Effect[] {
  const common = commonOf(scope, title);
  return [
    { ...common, kind: 'flow', risk: 'critical' },
    {
      ...common,
      kind: 'service',
      act: 'any',
      services: 'any',
      environment: undefined,
      risk: 'critical',
    },
  ];
}

/** What it would be started with; a value that is not known yet must not be taken for its default. */
function readChildInput(
  flow: FlowDefinition,
  given: unknown,
  {
    environment = UNKNOWN,
    view,
  }: { environment?: unknown; view: PlatformView },
): Known['input'] {
  if (given === UNKNOWN) return UNKNOWN;
  const input = completeInput(flow, (given ?? {}) as Given, { environment });
  return { ...view.readInput(flow, input).input, ...input };
}

async function effectOfOperation(scope: Scope, walk: Walk): Promise<Effect> {
  const { operation = 'status', services } =
    scope.input === UNKNOWN ? { operation: UNKNOWN } : (scope.input as Given);
  const act = actOf(operation);
  const names = Array.isArray(services) ? services : [];
  const asked = {
    act,
    services: namesOf(names),
    environment: scope.environment,
  };
  const risk = await riskOfService(asked, walk.view);
  const title = act === 'any' ? 'an operation of services' : `${act} services`;
  return { ...commonOf(scope, title), kind: 'service', ...asked, risk };
}

function actOf(operation: unknown): ServiceEffectAct {
  switch (operation) {
    case 'status':
    case 'health':
      return 'look';
    case 'start':
    case 'stop':
      return operation;
    // A restart stops and starts what scripts control.
    default:
      return 'any';
  }
}

/** All are meant where one of them is not known, or none is named. */
function namesOf(given: unknown[]): string[] | 'any' {
  const names = given.filter(name => typeof name === 'string');
  return names.length > 0 && names.length === given.length ? names : 'any';
}

function commonOf({ flow, environment, path }: Scope, title: string) {
  return {
    flow,
    ...(environment !== undefined && { environment }),
    path: [...path, title],
  };
}

function knownText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function describeStart(
  id: string,
  environment: string | undefined,
  input: Known['input'],
): string {
  const told = (_: string, value: unknown) =>
    typeof value === 'symbol' ? { unknown: true } : value;
  return JSON.stringify([id, environment ?? null, input], told);
}

/** The same effect over again says nothing more, whatever leads to it. */
function distinct(effects: Effect[]): Effect[] {
  const first = new Map<string, Effect>();
  for (const effect of effects) {
    const { path: _, ...what } = effect;
    const key = JSON.stringify(what);
    if (!first.has(key)) first.set(key, effect);
  }
  return [...first.values()];
}
