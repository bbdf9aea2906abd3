import {
  listMaskedParts,
  maskedWords,
  placeGaps,
  type OutputGap,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Mask } from './RunSecrets';

/**
 * What is said in a fact in the words of scripts, services and flows. The rest
 * are names and states, by which a run goes on: one of them may be the same as
 * a secret by chance.
 */
const SAID = [
  'output',
  'summary',
  'error',
  'items',
  'because',
  'note',
  'what',
] as const;

/** The texts in what else has names and times beside. */
const SAID_IN = [
  ['waitingFor', 'text'],
  ['annotation', 'text'],
  ['progress', 'message'],
] as const;

/** Hides secrets in what is about to be written to a run. */
export function maskFact(fact: RunFact, mask: Mask): RunFact {
  const masked: Record<string, unknown> = { ...fact };
  for (const key of SAID) {
    if (masked[key] !== undefined) masked[key] = mask(masked[key]);
  }
  for (const [key, text] of SAID_IN) {
    const part = masked[key] as Record<string, unknown> | undefined;
    if (part?.[text] === undefined) continue;
    masked[key] = { ...part, [text]: mask(part[text]) };
  }
  return withItemGaps(fact, withGaps(fact, masked as unknown as RunFact));
}

/** Tells which parts of an output were masked: who reads on may not take them for values. */
function withGaps(fact: RunFact, masked: RunFact): RunFact {
  if (!('output' in fact) || !('output' in masked)) return masked;
  const parts = listMaskedParts(fact.output, masked.output);
  return parts.length > 0
    ? { ...masked, outputGaps: [...(fact.outputGaps ?? []), ...parts] }
    : masked;
}

/** Does the same for items, of which each is read by itself. */
function withItemGaps(fact: RunFact, masked: RunFact): RunFact {
  if (fact.type !== 'step.expanded' || masked.type !== fact.type) return masked;
  const parts = fact.items.flatMap((item, at) =>
    placeGaps(listMaskedParts(item, masked.items[at]), [at]),
  );
  return parts.length > 0
    ? { ...masked, itemGaps: [...(fact.itemGaps ?? []), ...parts] }
    : masked;
}

/**
 * Says at a step what was masked in what it gives: a later step might want its
 * output, and a reader its summary.
 */
export function warnOfMasked(fact: RunFact, masked: RunFact): RunFact[] {
  if (fact.type !== 'step.finished' || masked.type !== fact.type) return [];
  const { stepId, attempt, outputGaps = [] } = masked;
  const texts = [
    ...(outputGaps.length > 0 ? [describeGaps(outputGaps)] : []),
    ...(fact.summary !== masked.summary ? [maskedWords('The summary')] : []),
  ];
  return texts.map(text => ({
    type: 'step.annotated',
    stepId,
    attempt,
    annotation: { level: 'warning', text },
  }));
}

function describeGaps(outputGaps: OutputGap[]): string {
  const paths = outputGaps.map(({ path }) => path.join('.'));
  const what = paths.includes('')
    ? 'The output was masked'
    : `Masked in the output: ${paths.slice(0, 10).join(', ')}${paths.length > 10 ? ` and ${paths.length - 10} more` : ''}`;
  return `${what}. A later step cannot read it: ${outputGaps[0].because}`;
}
