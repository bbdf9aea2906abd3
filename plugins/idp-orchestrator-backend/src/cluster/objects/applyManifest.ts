import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import type { AppliedObject } from '../../ports';
import type { ClusterObject } from '../watch/ClusterObject';
import { nameObject, type ClusterObjects } from './ClusterObjects';
import { parseManifest, refOf, type ManifestObject } from './parseManifest';

export interface ApplyRules {
  objects: ClusterObjects;
  /** True when fields that others manage are taken over. */
  force: boolean;
  dryRun: boolean;
  signal: AbortSignal;
}

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
    try {
      applied.push(await applyObject(object, rules));
    } catch (error) {
      const earlier = manifest.slice(0, index);
      if (rules.dryRun && isMadeBy(earlier, object, error)) {
        applied.push({ ...refOf(object), change: 'created' });
      } else {
        throw withObject(error, { object, applied, ...rules });
      }
    }
  }
  return applied;
}

async function applyObject(
  object: ManifestObject,
  { objects, force, dryRun, signal }: ApplyRules,
): Promise<AppliedObject> {
  const place = await objects.place(refOf(object), signal);
  const before = await objects.read<ClusterObject>(place, signal);
  const { content } = await objects.connection.ask<ClusterObject>(
    {
      method: 'PATCH',
      path: place.path,
      query: {
        fieldManager: 'idp-orchestrator',
        force,
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
 * Tells whether an object is missing only because a dry run makes nothing: the
 * namespace that a manifest puts it into, or the kind that the manifest brings
 * itself.
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
