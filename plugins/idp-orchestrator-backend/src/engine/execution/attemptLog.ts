import type { StepSaid } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
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
      await journal.append(() => ({
        logs: piece.logs.map(batch => ({ ...batch, ...ref })),
        facts: factsOf(piece, ref),
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
  await journal.append(() => ({
    logs:
      lines.length > 0
        ? [{ ...ref, stream: 'stdout' as const, lines, endOffset: 0 }]
        : [],
    facts: factsOf({ annotations: [], ...said }, ref),
  }));
}

function factsOf(
  { annotations, progress }: Pick<ScriptSaid, 'annotations' | 'progress'>,
  ref: AttemptRef,
): RunFact[] {
  const facts: RunFact[] = annotations.map(annotation => ({
    type: 'step.annotated',
    ...ref,
    annotation,
  }));
  if (progress) facts.push({ type: 'step.progressed', ...ref, progress });
  return facts;
}
