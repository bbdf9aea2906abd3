import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  describeProblems,
  type FlowDefinition,
  type FlowProblem,
  type Risk,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  idsOfScripts,
  type ScriptCatalog,
  type ScriptDescription,
  type ServiceInventory,
} from '../ports';
import { listPatternProblems } from '../schemas/listPatternProblems';
import { checkCircles } from './checkCircles';
import { checkExpressions } from './checkExpressions';
import {
  checkLabels,
  checkScripts,
  checkSteps,
  type StepTypes,
} from './checkSteps';
import { digestOf } from './digest';
import { chooseFileFlows, type FileFlow, type ReadFlows } from './files';
import type { CatalogFlow } from './CatalogFlow';
import type { FlowMaker } from './FlowMaker';
import { checkReservedInputs } from './reservedInputs';
import { nameNearest } from '../problems/nameNearest';
import { describeFlowProblem, ProblemLog } from './ProblemLog';
import { createTaskFlow } from './taskFlow';

/**
 * The flows and scripts that can be run at one moment, and what is wrong with
 * the others.
 */
export interface FlowListing {
  flows: CatalogFlow[];
  /** The scripts that flows use, each also a flow of kind `task`. */
  scripts: ScriptDescription[];
  problems: FlowProblem[];
  /** The most that starts of each flow can do, by its id, where somebody has looked. */
  reaches?: ReadonlyMap<string, FlowReach>;
}

/** The most that starts of a flow can do, whatever they are given. */
export interface FlowReach {
  risk: Risk;
  /**
   * The path to what the risk comes from, where the flow declares a lower one.
   */
  riskThrough?: string;
  /** True when services may be started or stopped. */
  operates: boolean;
}

/** The findings that show only when flows are looked at together. */
export interface FlowReview {
  reaches: ReadonlyMap<string, FlowReach>;
  problems: FlowProblem[];
}

export interface FlowCatalogOptions {
  /** Makers of flows that are made of what there is. */
  makers?: FlowMaker[];
  /** Lists flows that are not made in code. */
  files?: { list(): Promise<ReadFlows> };
  /** The step types that steps are checked against; not at all when absent. */
  stepTypes?: StepTypes;
  /** The names of the environments, which fields of inputs are checked against. */
  environments?: readonly string[];
  /** Finds what only shows when flows are looked at together. */
  review?(
    listing: FlowListing,
    inventory?: ServiceInventory,
  ): Promise<FlowReview>;
  /** Is warned of each problem once. */
  logger?: Pick<LoggerService, 'warn'>;
}

/**
 * Knows every flow there is: those made in code, a task for each script, and
 * those of files. A bad one is told as a problem and hurts no other.
 */
export class FlowCatalog {
  /** Keeps what follows from a definition alone. */
  readonly #known = new WeakMap<FlowDefinition, CheckedFlow>();
  readonly #log?: ProblemLog;

  constructor(
    private readonly listMade: () => FlowDefinition[],
    private readonly scripts: ScriptCatalog,
    private readonly options: FlowCatalogOptions = {},
  ) {
    this.#log = options.logger && new ProblemLog(options.logger);
  }

  /**
   * Lists everything that can be run.
   *
   * @param inventory - what whoever asks takes the services from, so that one
   *   call lists these once; a look of its own when absent
   */
  async list(inventory?: ServiceInventory): Promise<FlowListing> {
    const { makers = [] } = this.options;
    const [{ scripts, problems }, files, made] = await Promise.all([
      this.scripts.list(),
      this.options.files?.list(),
      Promise.all(makers.map(maker => maker.describe(inventory))),
    ]);
    const listing: Listing = { flows: new Map(), problems: [...problems] };
    this.listMade().forEach(flow =>
      this.#addMade(listing, flow, { kind: 'flow' }),
    );
    made.forEach((flow, index) =>
      this.#addMade(listing, flow, {
        kind: 'flow',
        shape: makers[index].shape,
      }),
    );
    scripts.forEach(script =>
      this.#addMade(
        listing,
        createTaskFlow(script, this.options.environments),
        { kind: 'task' },
      ),
    );
    if (files) {
      const chosen = chooseFileFlows(files, listing.flows);
      listing.problems.push(...chosen.problems);
      chosen.flows.forEach(file => this.#addFile(listing, file, scripts));
      takeOutCircles(listing, chosen.flows);
    } else {
      takeOutCircles(listing);
    }
    const whole = {
      flows: [...listing.flows.values()],
      scripts,
      problems: listing.problems,
    };
    const review = await this.options.review?.(whole, inventory);
    whole.problems.push(...(review?.problems ?? []));
    this.#log?.warn(whole.problems);
    return { ...whole, reaches: review?.reaches };
  }

  /**
   * Gives a flow that has to be there.
   *
   * @throws NotFoundError naming what exists, or what is wrong with it
   */
  async get(flowId: string): Promise<CatalogFlow> {
    return requireFlow(await this.list(), flowId);
  }

  #addMade(
    { flows, problems }: Listing,
    flow: FlowDefinition,
    made: Pick<CatalogFlow, 'kind' | 'shape'>,
  ): void {
    const checked = this.#check(flow);
    const message = flows.has(flow.id)
      ? 'another flow has this id already'
      : describeProblems(checked.problems);
    if (message) {
      const source = `${made.kind} ${flow.id}`;
      problems.push({ source, flow: flow.id, message });
    } else {
      flows.set(flow.id, { ...made, flow, digest: checked.digest });
    }
  }

  #addFile(
    { flows, problems }: Listing,
    { flow, toProblem }: FileFlow,
    scripts: ScriptDescription[],
  ): void {
    const checked = this.#check(flow);
    // Scripts come and go while the backend runs.
    const bad = [
      ...checked.problems,
      ...checkScripts(flow, idsOfScripts(scripts)),
      ...checkLabels(flow, scripts),
    ];
    if (bad.length > 0) {
      problems.push(...bad.map(toProblem));
    } else {
      flows.set(flow.id, { flow, kind: 'flow', digest: checked.digest });
    }
  }

  #check(flow: FlowDefinition): CheckedFlow {
    const known = this.#known.get(flow);
    if (known) return known;
    const { stepTypes, environments } = this.options;
    const checked = {
      digest: digestOf(flow),
      problems: [
        ...checkExpressions(flow),
        ...listPatternProblems(flow.input, 'input'),
        ...(stepTypes ? checkSteps(flow, stepTypes) : []),
        ...(environments ? checkReservedInputs(flow, environments) : []),
      ],
    };
    this.#known.set(flow, checked);
    return checked;
  }
}

/**
 * Finds in a listing a flow that has to be there.
 *
 * @throws NotFoundError naming what exists, or what is wrong with it
 */
export function requireFlow(
  { flows, problems }: FlowListing,
  flowId: string,
): CatalogFlow {
  const found = flows.find(({ flow }) => flow.id === flowId);
  if (found) return found;
  const broken = problems.filter(({ flow }) => flow === flowId);
  if (broken.length > 0) {
    throw new NotFoundError(
      `Flow ${flowId} is not usable. ${broken.map(describeFlowProblem).join('; ')}`,
    );
  }
  const ids = flows.map(({ flow }) => flow.id);
  throw new NotFoundError(
    `There is no flow ${flowId}. ${nameNearest(flowId, ids)}`,
  );
}

/** Takes out the flows that start themselves each time, and tells why. */
function takeOutCircles(
  { flows, problems }: Listing,
  files: FileFlow[] = [],
): void {
  const written = [...flows.values()].filter(({ shape }) => !shape);
  const circles = checkCircles(written.map(({ flow }) => flow));
  for (const [id, problem] of circles) {
    const file = files.find(({ flow }) => flow === flows.get(id)?.flow);
    const message = describeProblems([problem]);
    problems.push(
      file?.toProblem(problem) ?? { source: `flow ${id}`, flow: id, message },
    );
    flows.delete(id);
  }
}

interface CheckedFlow {
  digest: string;
  problems: Problem[];
}

interface Listing {
  flows: Map<string, CatalogFlow>;
  problems: FlowProblem[];
}
