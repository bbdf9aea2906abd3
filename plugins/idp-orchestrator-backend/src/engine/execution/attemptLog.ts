import type {
  SaidTouch,
  StepSaid,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type {
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogPosition, ScriptFollower, ScriptSaid } from '../../ports';
import type { Mask } from '../secrets/RunSecrets';
import type { RunJournal } from './RunJournal';

interface AttemptRef {
  stepId: string;
  attempt: number;
}

/** Writes what a script says to its run, each piece as one commit. */
export function createFollower(
  journal: RunJournal,
  ref: AttemptRef,
  position: LogPosition,
): Omit<ScriptFollower, 'isHeld'> {
  return {
    position,
    async said(piece) {
      await journal.append(run => ({
        logs: piece.logs.map(batch => ({ ...batch, ...ref })),
        facts: factsOf(piece, ref, run),
      }));
    },
    show(line) {
      journal.showLine({ ...line, ...ref });
    },
    async adopted() {
      await journal.append(() => ({
        logs: [],
        facts: [{ type: 'step.adopted', ...ref }],
      }));
    },
  };
}

/** Hides secrets in the lines that a step type says; the journal does in the rest. */
export function maskSaid({ lines, ...said }: StepSaid, mask: Mask): StepSaid {
  return { ...said, ...(lines && { lines: lines.map(mask) as string[] }) };
}

/** Writes what a step type says to its run, as lines of stdout. */
export async function appendSaid(
  journal: RunJournal,
  ref: AttemptRef,
  said: StepSaid,
): Promise<void> {
  const lines = said.lines ?? [];
  await journal.append(run => ({
    logs:
      lines.length > 0
        ? [{ ...ref, stream: 'stdout' as const, lines, endOffset: 0 }]
        : [],
    facts: factsOf({ annotations: [], ...said }, ref, run),
  }));
}

function factsOf(
  {
    annotations,
    progress,
    touched = [],
  }: Pick<ScriptSaid, 'annotations' | 'progress'> & { touched?: SaidTouch[] },
  ref: AttemptRef,
  run: Run,
): RunFact[] {
  const facts: RunFact[] = [
    ...annotations.map(annotation => ({
      type: 'step.annotated' as const,
      ...ref,
      annotation,
    })),
    ...touched
      .filter(touch => !isSaid(touch, ref, run))
      .map(touch => ({ type: 'step.touched' as const, ...ref, ...touch })),
  ];
  if (progress) facts.push({ type: 'step.progressed', ...ref, progress });
  return facts;
}

/** Tells whether an attempt has said the same of a service: one that is taken up again does so once more. */
function isSaid(
  { service, what, nothingToDo }: SaidTouch,
  { stepId, attempt }: AttemptRef,
  { steps }: Run,
): boolean {
  if (nothingToDo) return false;
  const step = steps.find(({ id }) => id === stepId);
  const began = step?.history.find(({ number }) => number === attempt);
  return (step?.touched ?? []).some(
    one =>
      one.service === service &&
      one.what === what &&
      began !== undefined &&
      one.at >= began.startedAt,
  );
}
