import {
  hasSecrets,
  type Cause,
  type FlowDefinition,
  type Initiator,
  type Risk,
  type Run,
  type StartingTemplate,
  type WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { evaluateTemplate } from './expressions/expression';
import { uuidv7 } from './uuidv7';

/** What a run is made of; its input is checked and complete. */
export interface RunRequest {
  flow: FlowDefinition;
  flowDigest: string;
  kind?: Run['kind'];
  /** The highest risk of all that it does. */
  risk?: Risk;
  environment: string;
  initiator: Initiator;
  input: Record<string, unknown>;
  dryRun: boolean;
  reason?: string;
  /** A new one when absent. */
  id?: string;
  /** ISO 8601 in UTC; at once when absent. */
  startAt?: string;
  /** Instead of what its flow says of runs at the same time. */
  concurrency?: FlowDefinition['concurrency'];
  /** The span that it is started from. */
  traceparent?: string;
  /** What starts it, if nobody asks for it now. */
  cause?: Cause;
  /** The software template that starts it. */
  template?: StartingTemplate;
  /** The step that starts it. */
  parent?: { runId: string; stepId: string };
  /** It goes on with what the run above has begun. */
  goesOn?: true;
  /** The ids of the steps that are known to change nothing; none when absent. */
  readOnlySteps?: ReadonlySet<string>;
}

/** @throws ExpressionError when the key of the flow's lock, or its `runTitle`, cannot be evaluated */
export function createNewRun(
  request: RunRequest,
  now: number,
): Omit<Run, 'lastSeq'> {
  const {
    flow,
    concurrency = flow.concurrency,
    readOnlySteps,
    ...given
  } = request;
  const at = new Date(now).toISOString();
  return {
    ...given,
    id: given.id ?? uuidv7(now),
    flowId: flow.id,
    flowTitle: flow.title,
    ...(flow.runTitle && { title: titleOf(flow.runTitle, request) }),
    ...(flow.owner && { owner: flow.owner }),
    status: 'queued',
    waitingFor: waitingOf(request, at),
    createdAt: at,
    ...(hasSecrets(flow.input) && { secretInput: true }),
    // A dry run does nothing that must not happen twice.
    ...(concurrency &&
      !request.dryRun && { lock: lockOf(concurrency.key, request) }),
    ...priorityOf(request),
    steps: flow.steps.map(step => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      onFailure: step.onFailure,
      status: 'pending',
      attempts: 0,
      history: [],
      annotations: [],
      ...(step.finally && { finally: true }),
      ...(readOnlySteps?.has(step.id) && { readOnly: true }),
    })),
  };
}

function waitingOf({ startAt }: RunRequest, at: string): WaitingFor {
  return startAt !== undefined && startAt > at
    ? {
        kind: 'timer',
        text: `its start at ${startAt}`,
        since: at,
        until: startAt,
      }
    : { kind: 'worker', text: 'a free worker', since: at };
}

/** More than flows differ in priority, so that nobody waits for what a schedule began. */
const BELOW_PEOPLE = 201;

/** What its flow says, below all that people start where a schedule starts it. */
function priorityOf({ flow, cause, parent }: RunRequest): {
  priority?: number;
} {
  const isForNobody = cause && !cause.manual && !parent;
  const priority = flow.priority - (isForNobody ? BELOW_PEOPLE : 0);
  return priority === 0 ? {} : { priority };
}

const LONGEST_LOCK = 300;

/**
 * The lock that a run of a request wants, by the key that its flow says.
 *
 * @throws ExpressionError when the key cannot be evaluated
 */
export function lockOf(key: string, request: RunRequest): string {
  return evaluateEarly(key, request).slice(0, LONGEST_LOCK);
}

const LONGEST_TITLE = 200;

function titleOf(title: string, request: RunRequest): string {
  const told = evaluateEarly(title, request).replace(/\s+/g, ' ').trim();
  if (told === '') return request.flow.title;
  return told.length <= LONGEST_TITLE
    ? told
    : `${told.slice(0, LONGEST_TITLE - 1)}…`;
}

/** Evaluates what may hang on what is known before a run begins. */
function evaluateEarly(template: string, request: RunRequest): string {
  const { input, environment, dryRun, flow } = request;
  const context = {
    input,
    environment: { name: environment },
    run: { id: '', dryRun },
    flow: { id: flow.id },
    steps: {},
  };
  return String(evaluateTemplate(template, context));
}
