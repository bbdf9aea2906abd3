import {
  PLATFORM_OPERATIONS,
  type FlowStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createNewRun, type RunRequest } from '../../engine/createNewRun';
import {
  evaluateTemplate,
  listExpressions,
  type ExpressionContext,
} from '../../engine/expression';
import { createExpressionContext } from '../../engine/expressionContext';
import type { FlowCatalog } from '../../flows';
import { readFlowInput } from './readFlowInput';

/** Services that a run starts, stops or looks at. */
export interface Operated {
  act: 'operate' | 'look';
  /** Absent when nobody can tell before. */
  environment?: string;
  /** `any` when nobody can tell before, or all are meant. */
  services: string[] | 'any';
}

type Asked = Pick<RunRequest, 'flow' | 'environment' | 'input'>;

/** Runs within runs, at most. */
const DEEPEST = 10;

/** In the place of what hangs on steps that have not run. */
const UNKNOWN = Symbol('unknown');

/**
 * Which services a run operates, in the runs that it starts as well: as far as
 * it follows from what is asked for.
 */
export async function findOperated(
  asked: Asked,
  flows: Pick<FlowCatalog, 'list'>,
  depth = 1,
): Promise<Operated[]> {
  if (asked.flow.id === PLATFORM_OPERATIONS) return [operatedBy(asked)];
  const context = createContext(asked);
  const operated = await Promise.all(
    asked.flow.steps.flatMap(step =>
      readInputs(step, context).map(given =>
        operatedByStep(step.uses, given, { asked, flows, depth }),
      ),
    ),
  );
  return operated.flat();
}

/** Services that the steps of this run itself start or stop. */
export function listTouched(asked: Asked): string[] {
  const steps = asked.flow.steps.filter(({ uses }) => uses === 'service');
  if (steps.length === 0) return [];
  const context = createContext(asked);
  return steps.flatMap(step =>
    readInputs(step, context).flatMap(({ act, service }) =>
      act !== 'look' && typeof service === 'string' ? [service] : [],
    ),
  );
}

type Given = Record<string, unknown>;

/** Of a run of the operations themselves. */
function operatedBy({ environment, input }: Asked): Operated {
  const { operation = 'status', services } = input;
  const isLook = operation === 'status' || operation === 'health';
  const isChosen =
    Array.isArray(services) &&
    services.length > 0 &&
    services.every(name => typeof name === 'string');
  return {
    act: isLook ? 'look' : 'operate',
    environment: knownText(environment),
    services: isChosen ? services : 'any',
  };
}

function knownText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function operatedByStep(
  uses: string,
  given: Given,
  {
    asked,
    flows,
    depth,
  }: {
    asked: Asked;
    flows: Pick<FlowCatalog, 'list'>;
    depth: number;
  },
): Promise<Operated[]> {
  const { environment } = asked;
  if (uses === 'service') {
    if (given.act === 'look') return [];
    const name = knownText(given.service);
    return [{ act: 'operate', environment, services: name ? [name] : 'any' }];
  }
  if (uses !== 'flow') return [];
  const anything: Operated = { act: 'operate', services: 'any' };
  if (given.flow === UNKNOWN || depth >= DEEPEST) return [anything];
  const { flows: known } = await flows.list();
  const child = known.find(({ flow }) => flow.id === given.flow);
  if (!child) return [];
  const input = (given.input ?? {}) as Given | typeof UNKNOWN;
  if (input === UNKNOWN) return [anything];
  const { flow } = child;
  const request = {
    flow,
    environment: (given.environment ?? environment) as string,
    // A value that is not known yet must not be taken for its default.
    input: { ...readFlowInput(flow, input).input, ...input },
  };
  return findOperated(request, flows, depth + 1);
}

function createContext({ flow, environment, input }: Asked) {
  const run = createNewRun(
    {
      flow,
      environment,
      input,
      flowDigest: '',
      initiator: { kind: 'service', ref: 'plan' },
      // So that it holds no lock, whose key would have to be evaluated.
      dryRun: true,
    },
    0,
  );
  return (item?: { item: unknown; index: number }) =>
    createExpressionContext(run, item);
}

/** A step's inputs as far as they are known: one for each of its items, if it has some. */
function readInputs(
  step: FlowStep,
  context: ReturnType<typeof createContext>,
): Given[] {
  const items = step.forEach
    ? evaluateKnown(step.forEach.items, context())
    : [undefined];
  const contexts = Array.isArray(items)
    ? items.map((item, index) =>
        step.forEach ? context({ item, index }) : context(),
      )
    : [context()];
  return contexts.map(one => evaluateKnown(step.with, one) as Given);
}

/** Evaluates what it can, each value on its own. */
function evaluateKnown(value: unknown, context: ExpressionContext): unknown {
  if (Array.isArray(value)) {
    return value.map(item => evaluateKnown(item, context));
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        evaluateKnown(item, context),
      ]),
    );
  }
  if (listExpressions(value).some(text => /\bsteps\b/.test(text))) {
    return UNKNOWN;
  }
  try {
    return evaluateTemplate(value, context);
  } catch {
    return UNKNOWN;
  }
}
