import { InputError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { ClusterObjectRef, ManifestRef } from '../../ports';

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().min(1).optional(),
  }),
});

const listSchema = z.looseObject({
  kind: z.literal('List'),
  items: z.array(z.unknown()),
});

export type ManifestObject = z.infer<typeof objectSchema>;

/**
 * Reads the objects of a manifest, in the order in which they are written;
 * those of a `List` one by one.
 *
 * @throws InputError naming every problem
 */
export function parseManifest(yaml: string): ManifestObject[] {
  const documents = parseAllDocuments(yaml);
  const problems = [...documents].flatMap((document, index) =>
    document.errors.map(
      ({ message }) => `document ${index + 1}: ${message.split('\n')[0]}`,
    ),
  );
  const contents = [...documents].map((document, index) => ({
    place: `document ${index + 1}`,
    content: problems.length > 0 ? null : (document.toJS() as unknown),
  }));
  const objects = contents.flatMap(({ place, content }) =>
    readObjects(content, { place, problems }),
  );
  if (problems.length > 0) {
    throw new InputError(`The manifest is not usable: ${problems.join('; ')}`);
  }
  if (objects.length === 0) {
    throw new InputError('The manifest is empty: expected an object in YAML');
  }
  return objects;
}

function readObjects(
  content: unknown,
  at: { place: string; problems: string[] },
): ManifestObject[] {
  // Nothing stands between two separators.
  if (content === null || content === undefined) return [];
  const list = listSchema.safeParse(content);
  if (list.success) {
    return list.data.items.flatMap((item, index) =>
      readObjects(item, { ...at, place: `${at.place}, item ${index + 1}` }),
    );
  }
  const object = objectSchema.safeParse(content);
  if (object.success) return [object.data];
  const problems = object.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'it'}: ${message}`,
  );
  at.problems.push(`${at.place}: ${problems.join(', ')}`);
  return [];
}

/** Makes the reference of an object. */
export function refOf({
  apiVersion,
  kind,
  metadata,
}: ManifestObject): ClusterObjectRef {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(namespace && { namespace }), name };
}

const labelsSchema = z.record(z.string(), z.string());

/** Makes the reference of an object, with the labels that it is given. */
export function refWithLabels(object: ManifestObject): ManifestRef {
  // What else stands there the cluster refuses, in words of its own.
  const { data: labels } = labelsSchema.safeParse(object.metadata.labels);
  return { ...refOf(object), ...(labels && { labels }) };
}
