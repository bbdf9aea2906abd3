import type {
  FlowSource,
  Operation,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DecidedOperation, ServiceAct } from '../platform';

type StepSource = FlowSource['steps'][number];

const WORDS = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  look: 'Look at',
} as const;

const LAST = 'services';

/**
 * Makes one step for each service and act; each needs the whole wave before it,
 * so that a wave begins when its services are healthy, or gone. How the
 * services are is asked at the end, whatever happened.
 */
export function createOperationSteps(
  {
    operation,
    comprehensive_health: comprehensive,
    until,
  }: { operation: Operation; comprehensive_health: boolean; until?: string },
  { waves, services }: DecidedOperation,
): Pick<FlowSource, 'steps' | 'finally'> {
  const look: StepSource = {
    id: LAST,
    title: 'How the services are',
    uses: 'service',
    with: {
      act: 'look',
      services: services.map(({ name }) => name),
      expect: expectationOf(operation, comprehensive),
    },
    needs: [],
    // What does not look well is told, and is no reason to fail.
    onFailure: 'warn',
  };
  const titles = new Map(services.map(({ name, title }) => [name, title]));
  const stopped = new Set<string>();
  const steps: StepSource[] = [];
  let before: string[] = [];
  for (const wave of waves) {
    const needs = before;
    const acts = wave
      .filter(({ act }) => act !== 'look')
      .map(({ name, act }) => ({
        id: `${act}-${name}`,
        title: `${WORDS[act]} ${titles.get(name)}`,
        uses: 'service',
        with: {
          act,
          service: name,
          ...(stopped.has(name) && { again: true }),
          // The first half of a restart wants nothing to stay stopped.
          ...(act === 'stop' &&
            operation === 'restart' && { leaves: 'running' }),
          ...(act === 'stop' && until !== undefined && { until }),
        },
        needs,
        // To do it a second time does no harm.
        onLost: 'restart' as const,
      }));
    steps.push(...acts);
    before = acts.map(({ id }) => id);
    wave
      .filter(({ act }) => act === 'stop')
      .forEach(({ name }) => stopped.add(name));
  }
  return steps.length > 0 ? { steps, finally: [look] } : { steps: [look] };
}

function expectationOf(
  operation: Operation,
  comprehensive: boolean,
): 'well' | 'gone' | 'anything' {
  if (!comprehensive || operation === 'status') return 'anything';
  return operation === 'stop' ? 'gone' : 'well';
}

/** Makes the run's output, in the names that are a public contract. */
export function createOperationOutput(
  operation: Operation,
  decided: DecidedOperation,
): Record<string, unknown> {
  const { waves, leftOut } = decided;
  const acts = waves.flat().filter(({ act }) => act !== 'look');
  const ids = acts.map(({ name, act }) => `${act}-${name}`);
  const nothingToDo =
    ids.length > 0
      ? `${list(ids)}.all(id, steps[id].output.?nothing_to_do.orValue(false))`
      : 'false';
  return {
    success: '${{ report.success }}',
    operation,
    services: `\${{ ${outputOf('services')} }}`,
    results: {
      job_id: '${{ report.results.job_id }}',
      environment: '${{ report.results.environment }}',
      operation,
      steps: '${{ report.results.steps }}',
      status: '${{ report.results.status }}',
      start_time: '${{ report.results.start_time }}',
      end_time: '${{ report.results.end_time }}',
      duration: '${{ report.results.duration }}',
      urls: `\${{ ${outputOf('urls')} }}`,
      error: '${{ report.results.?error.orValue(null) }}',
    },
    waves: waves.map((wave, index) => ({
      number: index + 1,
      services: wave,
    })),
    ...(leftOut.length > 0 && { left_out: leftOut }),
    failed_steps: '${{ report.failed_steps }}',
    warnings: '${{ report.warnings }}',
    put_back: `\${{ ${createPutBack(operation, acts)} }}`,
    summary: `\${{ report.summary + (${nothingToDo} ? ' There was nothing to do.' : '') + ${sentenceOfFailure(operation, acts)} }}`,
  };
}

/** Makes the expression for what the last step told: in a dry run as the answer to what it would do. */
function outputOf(what: string): string {
  const output = `steps.${LAST}.output`;
  return `has(${output}.answer) ? ${output}.answer.${what} : ${output}.?${what}.orValue({})`;
}

type Act = { name: string; act: ServiceAct };

/**
 * Says how to undo what was done before a failure: a service that was started
 * is stopped again, one that was stopped is started.
 */
function createPutBack(operation: Operation, acts: Act[]): string {
  const changed = changedBy(operation, acts);
  if (!changed) return 'null';
  const back = operation === 'start' ? 'stop' : 'start';
  return `report.success || ${changed}.size() == 0 ? dyn(null) : dyn({'operation': '${back}', 'services': ${changed}})`;
}

function sentenceOfFailure(operation: Operation, acts: Act[]): string {
  const changed = changedBy(operation, acts);
  const offer = changed
    ? ` + (${changed}.size() == 0 ? '' : ' What was changed before can be put back: see put_back.')`
    : '';
  return `(report.success ? '' : (has(report.results.error) ? ' ' + report.results.error : '')${offer})`;
}

/** Makes a list of names in CEL; undefined when nothing could have to be put back. */
function changedBy(operation: Operation, acts: Act[]): string | undefined {
  const did = (act: string) =>
    `steps['${act}-' + name].output.?changed.orValue(false)`;
  const names = (act: ServiceAct) =>
    acts.filter(one => one.act === act).map(({ name }) => name);
  if (operation === 'restart') {
    const stopped = names('stop');
    if (stopped.length === 0) return undefined;
    return `${list(stopped)}.filter(name, ${did('stop')} && steps['start-' + name].status != 'succeeded')`;
  }
  if (operation !== 'start' && operation !== 'stop') return undefined;
  return `${list(names(operation))}.filter(name, ${did(operation)})`;
}

/** Writes a list; names of services and ids of steps hold nothing that would have to be escaped. */
function list(names: string[]): string {
  return `[${names.map(name => `'${name}'`).join(', ')}]`;
}
