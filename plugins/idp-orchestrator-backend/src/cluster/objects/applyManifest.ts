import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import type { AppliedObject, Clock } from '../../ports';
import { ApplyConflictError, FIELD_MANAGER } from '../connection/applyConflict';
import type { ClusterObject } from '../watch/ClusterObject';
import { msSince } from '../../waiting/monotonicTime';
import { nameObject, type ClusterObjects } from './ClusterObjects';
import { parseManifest, refOf, type ManifestObject } from './parseManifest';

export interface ApplyRules {
  objects: ClusterObjects;
  /** True when fields that others manage are taken over. */
  force: boolean;
  dryRun: boolean;
  clock: Clock;
  signal: AbortSignal;
}

/** A kind that the manifest brings itself is there within so long (ms), or something is wrong with it. */
const ESTABLISHED_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 250;

/**
 * Applies each object of a manifest as the field manager `idp-orchestrator`, in
 * their order, and tells what came of it. Stops at the first that is refused.
 */
export async function applyManifest(
  yaml: string,
  rules: ApplyRules,
): Promise<AppliedObject[]> {
  const manifest = parseManifest(yaml);
  const applied: AppliedObject[] = [];
  for (const [index, object] of manifest.entries()) {
    const earlier = manifest.slice(0, index);
    try {
      applied.push(await applyInTurn(object, earlier, rules));
    } catch (error) {
      throw withObject(error, { object, applied, ...rules });
    }
  }
  return applied;
}

/** Applies an object, whose namespace or kind those before it may have made a moment ago. */
async function applyInTurn(
  object: ManifestObject,
  earlier: ManifestObject[],
  rules: ApplyRules,
): Promise<AppliedObject> {
  const { clock, signal, dryRun } = rules;
  const begun = clock.monotonic();
  for (;;) {
    try {
      return await applyObject(object, rules);
    } catch (error) {
      if (!isMadeBy(earlier, object, error)) throw error;
      if (dryRun) return { ...refOf(object), change: 'created' };
      if (msSince(clock, begun) > ESTABLISHED_WITHIN_MS) throw error;
    }
    await clock.sleep(ASK_EVERY_MS, signal);
    signal.throwIfAborted();
  }
}

async function applyObject(
  object: ManifestObject,
  { objects, force, dryRun, signal }: ApplyRules,
): Promise<AppliedObject> {
  const place = await objects.place(refOf(object), signal);
  const before = await objects.read<ClusterObject>(place, signal);
  const send = async (isForced: boolean) =>
    objects.connection.ask<ClusterObject>(
      {
        method: 'PATCH',
        path: place.path,
        query: {
          fieldManager: FIELD_MANAGER,
          force: isForced,
          fieldValidation: 'Strict',
          ...(dryRun && { dryRun: 'All' }),
        },
        body: {
          type: 'application/apply-patch+yaml',
          content: {
            ...object,
            metadata: { ...object.metadata, namespace: place.ref.namespace },
          },
        },
      },
      signal,
    );
  const { content } = await send(force).catch(error => {
    // What we set ourselves, by scaling for example, is no other's.
    if (error instanceof ApplyConflictError && error.isOurs) return send(true);
    throw error;
  });
  return { ...place.ref, change: decideChange(before, content) };
}

function decideChange(
  before: ClusterObject | undefined,
  after: ClusterObject,
): AppliedObject['change'] {
  if (!before) return 'created';
  return isDeepStrictEqual(withoutRecords(before), withoutRecords(after))
    ? 'unchanged'
    : 'changed';
}

/**
 * Leaves out what others set meanwhile, and what is only about the writing of
 * it: they are no change of ours.
 */
function withoutRecords(object: ClusterObject): object {
  const { status, ...rest } = object as ClusterObject & { status?: unknown };
  const { resourceVersion, generation, managedFields, ...metadata } =
    object.metadata as ClusterObject['metadata'] & { managedFields?: unknown };
  return { ...rest, metadata };
}

/**
 * Tells whether what is missing is made by the manifest itself, the namespace
 * that it puts an object into or its kind: in a dry run it is never there, else
 * the cluster takes a moment until it knows it.
 */
function isMadeBy(
  earlier: ManifestObject[],
  { apiVersion, kind, metadata }: ManifestObject,
  error: unknown,
): boolean {
  if (!(error instanceof NotFoundError)) return false;
  return earlier.some(made => {
    if (made.kind === 'Namespace') {
      return made.metadata.name === metadata.namespace;
    }
    if (made.kind !== 'CustomResourceDefinition') return false;
    const { group, names } = made.spec as {
      group?: string;
      names?: { kind?: string };
    };
    return apiVersion.startsWith(`${group}/`) && names?.kind === kind;
  });
}

/**
 * Adds to an error which object it is about, and those before it, which are
 * applied and must not be forgotten.
 */
function withObject(
  error: unknown,
  {
    object,
    applied,
    dryRun,
  }: { object: ManifestObject; applied: AppliedObject[]; dryRun: boolean },
): unknown {
  if (!(error instanceof Error)) return error;
  const before =
    dryRun || applied.length === 0
      ? ''
      : ` (Applied before it: ${applied.map(nameObject).join(', ')})`;
  error.message = `${nameObject(refOf(object))}: ${error.message}${before}`;
  return error;
}
