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

/** Hides secrets in what is about to be written to a run. */
export function maskFact(fact: RunFact, mask: Mask): RunFact {
  const masked: Record<string, unknown> = { ...fact };
  for (const key of SAID) {
    if (masked[key] !== undefined) masked[key] = mask(masked[key]);
  }
  maskPart(masked, 'waitingFor', 'text', mask);
  maskPart(masked, 'annotation', 'text', mask);
  maskPart(masked, 'progress', 'message', mask);
  return masked as unknown as RunFact;
}

function maskPart(
  fact: Record<string, unknown>,
  key: string,
  text: string,
  mask: Mask,
): void {
  const part = fact[key] as Record<string, unknown> | undefined;
  if (part?.[text] === undefined) return;
  fact[key] = { ...part, [text]: mask(part[text]) };
}
