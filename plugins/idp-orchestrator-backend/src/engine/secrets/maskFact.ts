import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
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
  return masked as unknown as RunFact;
}
