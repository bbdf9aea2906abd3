import { listSecrets } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OutboxEvent } from '../ports';

/** Takes the secrets of the configuration, and these, out of a value that leaves the backend. */
export type Mask = (value: unknown, secrets: string[]) => unknown;

/** Lists what was typed into secret fields of the run, since a step may have said it in its error. */
export function secretsOf(outboxEvent: OutboxEvent): string[] {
  return outboxEvent.kind === 'run'
    ? listSecrets(outboxEvent.run.input, outboxEvent.inputSchema)
    : [];
}
