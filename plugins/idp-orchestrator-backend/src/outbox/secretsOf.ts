import { listSecrets } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { News } from '../ports';

/** Takes the secrets of the configuration, and these, out of what is told. */
export type Mask = (value: unknown, secrets: string[]) => unknown;

/** What was typed into secret fields of the run: a step may have said it in its error. */
export function secretsOf(news: News): string[] {
  return news.kind === 'run'
    ? listSecrets(news.run.input, news.inputSchema)
    : [];
}
