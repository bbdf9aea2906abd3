import { ConflictError } from '@backstage/errors';
import {
  PROPOSAL_STEP,
  withoutSecrets,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { RunSecrets } from '../../engine';
import { digestOf } from '../../flows';

/**
 * An idempotency key stands for one request: whoever brings it with another
 * one would take the answer to the first for the answer to theirs.
 *
 * @throws ConflictError naming what differs; never a value of the input
 */
export async function requireSameRequest(
  start: ResolvedStart,
  first: Run,
  secrets: Pick<RunSecrets, 'openUnlessWiped'>,
): Promise<void> {
  const opened = await secrets.openUnlessWiped(first);
  // What was wiped cannot be compared any more.
  const differences = opened
    ? listDifferences(start, { ...first, input: opened.input })
    : listDifferences(withoutTyped(start), first);
  if (differences.length === 0) return;
  throw new ConflictError(
    `The idempotency key was used for another request, which started run ${first.id}: ${differences.join('; ')}. Repeat exactly the first request to get its run, or choose another key for this one`,
  );
}

function withoutTyped({ asked, ...start }: ResolvedStart): ResolvedStart {
  const input = withoutSecrets(asked.input, asked.flow.input);
  return { ...start, asked: { ...asked, input } };
}

function listDifferences(
  { asked, propose }: ResolvedStart,
  first: Run,
): string[] {
  const { flow, environment, dryRun, input, startAt } = asked;
  const isProposed = first.steps.some(({ id }) => id === PROPOSAL_STEP);
  return [
    ...differ('flow', first.flowId, flow.id),
    ...differ('environment', first.environment, environment),
    ...differ('dryRun', first.dryRun, dryRun),
    ...differ('startAt', first.startAt, startAt),
    // A dry run is never proposed.
    ...differ('propose', isProposed, propose && !dryRun),
    ...(digestOf(first.input) === digestOf(input)
      ? []
      : ['the input is another one']),
  ];
}

function differ<T>(name: string, first: T, now: T): string[] {
  if (first === now) return [];
  const told = (value: T) => (value === undefined ? 'nothing' : String(value));
  return [`${name} was ${told(first)} and is ${told(now)} now`];
}
