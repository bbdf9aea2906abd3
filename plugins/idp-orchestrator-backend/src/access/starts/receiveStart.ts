import {
  listSecrets,
  withoutSecrets,
  type StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf, placeArguments, type CatalogFlow } from '../../flows';
import type { StartAuthorizer } from '../authorization';
import type { Caller } from '../Caller';
import type { About } from '../recording';
import type { PlatformView } from '../resolve/PlatformView';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import type { StartResolver, WantedStart } from '../resolve/resolveStart';

/** Shorter texts are everywhere. */
const SHORTEST_HIDDEN = 3;

interface StartReaders {
  resolver: StartResolver;
  authorizer: StartAuthorizer;
}

/**
 * A request to start something, with what it was read as, or what is wrong with
 * it.
 */
export type ReceivedStart = { wanted: WantedStart } & (
  | { start: ResolvedStart; environment: string }
  | {
      start?: undefined;
      error: unknown;
      /**
       * The environment it was meant for, as far as the request could be read.
       */
      environment?: string;
    }
);

/**
 * Reads a request for a caller. Asked first is whether they may see the flow,
 * then whether they may start anything like it, and only then what is wrong
 * with the request and what it would do: a refusal tells nothing of what is
 * there, and who may start nothing gives nobody any work.
 */
export async function receiveStart(
  options: StartReaders,
  caller: Caller,
  received: SeenStart,
): Promise<ReceivedStart> {
  const { resolver } = options;
  const view = await resolver.open();
  const asked = { ...received, flowId: view.idOf(received.flowId) };
  const found = view.flows.get(asked.flowId);
  const wanted = withArguments(asked, found);
  try {
    await requireAnyStart(options, caller, { wanted, found });
  } catch (error) {
    return {
      wanted,
      error,
      environment: readPlace(resolver, view, { caller, wanted }),
    };
  }
  try {
    const start = await resolver.resolve(view, caller, wanted);
    return { wanted, start, environment: start.asked.environment };
  } catch (error) {
    return { wanted, error };
  }
}

interface SeenStart extends WantedStart {
  /** True when the caller has seen the flow already, in a run of it. */
  isSeen?: boolean;
}

/**
 * Puts the arguments of a script where its flow has them. What is a field of
 * the flow beside them, as older clients send its action, stays one.
 */
function withArguments(
  { args, ...wanted }: SeenStart,
  found: CatalogFlow | undefined,
): SeenStart {
  if (!args || !found) return wanted;
  const { request } = wanted;
  const input = { ...placeArguments(found.flow, args), ...request.input };
  return { ...wanted, request: { ...request, input } };
}

async function requireAnyStart(
  { authorizer }: Pick<StartReaders, 'authorizer'>,
  caller: Caller,
  { wanted, found }: { wanted: SeenStart; found?: CatalogFlow },
): Promise<void> {
  const { flowId, isTask, isSeen } = wanted;
  if (isTask) await authorizer.requireSome(caller, 'task');
  if (!isSeen) await authorizer.requireVisible(caller, flowId, found);
  if (found) await authorizer.requireSome(caller, found.kind);
}

/**
 * Reads the environment for the record of a refusal; undefined where the
 * request cannot be read.
 */
function readPlace(
  resolver: StartResolver,
  view: PlatformView,
  { caller, wanted }: { caller: Caller; wanted: WantedStart },
): string | undefined {
  try {
    return resolver.check(view, caller, wanted).environment;
  } catch {
    // What is wrong with it is not for who may not start it.
    return undefined;
  }
}

/**
 * Lets a start through that the caller may make.
 *
 * @throws what is wrong with the request, NotAllowedError for what it would do
 */
export async function permitStart(
  { authorizer }: Pick<StartReaders, 'authorizer'>,
  caller: Caller,
  reading: ReceivedStart,
): Promise<ResolvedStart> {
  if (!reading.start) throw reading.error;
  await authorizer.require(caller, reading.start);
  return reading.start;
}

/**
 * Lets a plan through; it takes the permission of a dry run, whatever it is a
 * plan of.
 *
 * @throws what is wrong with the request, NotAllowedError for what it would do
 */
export async function permitPlan(
  { authorizer }: Pick<StartReaders, 'authorizer'>,
  caller: Caller,
  reading: ReceivedStart,
): Promise<ResolvedStart> {
  if (!reading.start) throw reading.error;
  const { start } = reading;
  const asked = { ...start.asked, dryRun: true };
  await authorizer.require(caller, { ...start, asked });
  return start;
}

/** Describes a start for the record, as far as the request could be read. */
export function aboutStart(
  kind: 'flow' | 'script',
  { wanted, start, environment }: ReceivedStart,
): About {
  const { flowId, request } = wanted;
  const { environment: _, dry_run: __, ...input } = request.input ?? {};
  return {
    subject: { kind, id: flowId },
    environment,
    ...(start && {
      dryRun: start.asked.dryRun,
      risk: start.risk,
      // Environment and dry run may stand in the input or beside it, which is
      // the same call; and a digest of what is short can be guessed.
      inputDigest: digestOf(withoutSecrets(input, start.asked.flow.input)),
    }),
    reason: hideTyped(request.reason, start),
  };
}

/** Hides in a reason what was typed into secret fields of the same request. */
function hideTyped(
  reason: string | undefined,
  start: ResolvedStart | undefined,
): string | undefined {
  if (!reason || !start) return reason;
  const { input, flow } = start.asked;
  return listSecrets(input, flow.input)
    .filter(secret => secret.length >= SHORTEST_HIDDEN)
    .reduce((text, secret) => text.replaceAll(secret, '***'), reason);
}

/**
 * Tells whether a start changes nothing before its run is made, so that one
 * commit can say both that it was asked for and that it is done. What an agent
 * starts is taken from its budget before that.
 */
export function opensByItsRun({ caller }: { caller: Caller }): boolean {
  return caller.initiator.kind !== 'agent';
}

/** Describes for the record what came of a start. */
export function outcomeOfStart({
  id,
  title,
  created,
}: StartedRun & { created: boolean }): string {
  return created
    ? `Started run ${id}: ${title}`
    : `Run ${id} was started before`;
}
