import {
  applyRunEvent,
  type FeedEntry,
  type FlowSummary,
  type Initiator,
  type LogLine,
  type LogStream,
  type Run,
  type RunEvent,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';

export interface RecordedStart {
  id: string;
  flow: FlowSummary;
  startedAt: string;
  input?: Record<string, unknown>;
  environment?: string;
  initiator?: Initiator;
  reason?: string;
  dryRun?: boolean;
  /** What the run does, where its flow says so. */
  title?: string;
  parent?: Run['parent'];
  template?: Run['template'];
}

interface PrintedBy {
  stepId: string;
  attempt?: number;
  stream?: LogStream;
}

const GUEST: Initiator = { kind: 'user', ref: 'user:default/guest' };

/** Writes the event log of a run as a backend would have; times in ms since its start. */
export class Recorder {
  readonly entries: FeedEntry[] = [];
  readonly #start: number;
  readonly #lines = new Map<string, number>();

  constructor(start: RecordedStart) {
    this.#start = Date.parse(start.startedAt);
    this.event(0, { type: 'run.created', run: newRun(start) });
    this.event(60, { type: 'run.started', worker: 'worker-1' });
  }

  event(ms: number, fact: RunFact): this {
    const event = { seq: this.#nextSeq(), at: this.#at(ms), ...fact };
    this.entries.push({ kind: 'event', event: event as RunEvent });
    return this;
  }

  log(ms: number, of: PrintedBy, lines: string[]): this {
    const { stepId, stream = 'stdout' } = of;
    const attempt = of.attempt ?? 1;
    const key = `${stepId}/${attempt}`;
    const before = this.#lines.get(key) ?? 0;
    this.#lines.set(key, before + lines.length);
    this.entries.push({
      kind: 'log',
      chunk: {
        seq: this.#nextSeq(),
        at: this.#at(ms),
        stepId,
        attempt,
        stream,
        firstLine: before + 1,
        lines,
      },
    });
    return this;
  }

  /** A step that goes well, with a line at its start and its end. */
  step(stepId: string, [from, to]: [number, number], output?: unknown): this {
    return this.event(from, { type: 'step.started', stepId, attempt: 1 })
      .log(from + 80, { stepId }, [`\u001b[1m${stepId}\u001b[0m: starting`])
      .log(to - 50, { stepId }, ['\u001b[32mdone\u001b[0m'])
      .event(to, {
        type: 'step.finished',
        stepId,
        attempt: 1,
        status: 'succeeded',
        output,
      });
  }

  #nextSeq(): number {
    return this.entries.length + 1;
  }

  #at(ms: number): string {
    return new Date(this.#start + ms).toISOString();
  }
}

/** The run as it was after these entries: folded by the function that the engine folds with. */
export function foldEntries(entries: FeedEntry[]): Run {
  let run: Run | undefined;
  for (const entry of entries) {
    if (entry.kind === 'event') run = applyRunEvent(run, entry.event);
    else if (run) run = { ...run, lastSeq: entry.chunk.seq };
  }
  if (!run) throw new Error('A recording starts with run.created');
  return run;
}

/** The lines of one attempt in these entries. */
export function linesOf(
  entries: FeedEntry[],
  stepId: string,
  attempt: number,
): LogLine[] {
  return entries.flatMap(entry =>
    entry.kind === 'log' &&
    entry.chunk.stepId === stepId &&
    entry.chunk.attempt === attempt
      ? entry.chunk.lines.map((text, index) => ({
          line: entry.chunk.firstLine + index,
          at: entry.chunk.at,
          stream: entry.chunk.stream,
          text,
        }))
      : [],
  );
}

function newRun(start: RecordedStart): Omit<Run, 'lastSeq'> {
  const { flow } = start;
  return {
    id: start.id,
    flowId: flow.id,
    flowTitle: flow.title,
    owner: flow.owner,
    ...(start.title && { title: start.title }),
    ...(start.parent && { parent: start.parent }),
    ...(start.template && { template: start.template }),
    flowDigest: flow.digest,
    kind: flow.kind,
    risk: flow.effectiveRisk,
    environment: start.environment ?? 'development',
    status: 'queued',
    initiator: start.initiator ?? GUEST,
    reason: start.reason,
    input: start.input ?? {},
    dryRun: start.dryRun ?? false,
    createdAt: start.startedAt,
    steps: flow.steps.map(step => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      status: 'pending',
      attempts: 0,
      history: [],
      annotations: [],
      onFailure: step.onFailure,
    })),
  };
}
