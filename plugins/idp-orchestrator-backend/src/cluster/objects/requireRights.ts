import type { NeededRights } from '../../ports';
import type { MissingRight } from '../connection/describeRules';
import { isPassing } from '../connection/isPassing';
import { MissingRightsError } from '../connection/missingRight';
import type { ClusterObjects, ObjectPlace } from './ClusterObjects';

/** A cluster that has not told all within this time (ms) is not waited for. */
const LIMIT_MS = 5_000;

const AUTHORIZATION = '/apis/authorization.k8s.io/v1';
const AUTHENTICATION = '/apis/authentication.k8s.io/v1';

interface Asking {
  objects: ClusterObjects;
  signal: AbortSignal;
}

/**
 * Requires that the account has all of these rights, as the cluster itself says.
 * What cannot be asked for is left to the act, which fails by itself.
 *
 * @throws NotAllowedError with every rule that is missing
 */
export async function requireRights(
  needs: NeededRights[],
  { objects, signal }: Asking,
): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const asking = { objects, signal: AbortSignal.any([signal, limit]) };
  const rights: MissingRight[] = [];
  try {
    for (const need of needs) rights.push(...(await findMissing(need, asking)));
  } catch (error) {
    signal.throwIfAborted();
    // It is away, which the act finds again, and waits for.
    if (limit.aborted || isPassing(error)) return;
    throw error;
  }
  if (rights.length === 0) return;
  const at = await objects.connection.name();
  throw new MissingRightsError({ at, user: await whoAmI(asking), rights });
}

async function findMissing(
  need: NeededRights,
  asking: Asking,
): Promise<MissingRight[]> {
  const place = await unlessUnknown(asking, () =>
    asking.objects.place(need, asking.signal),
  );
  if (!place) return [];
  const missing: MissingRight[] = [];
  for (const verb of await verbsOf(need, place, asking)) {
    const right = toRight(place, verb, need.subresource);
    // Neither those that only list all of a kind nor those that create know names.
    const name = verb === 'create' ? undefined : need.name;
    if (await isMissing({ ...right, name }, asking)) missing.push(right);
  }
  return missing;
}

/** Lists the verbs that are needed: to create, where the object is not there. */
async function verbsOf(
  { verbs, ifAbsent = [] }: NeededRights,
  place: ObjectPlace,
  asking: Asking,
): Promise<string[]> {
  if (ifAbsent.length === 0) return verbs;
  const isThere = await unlessUnknown(
    asking,
    async () => (await asking.objects.read(place, asking.signal)) !== undefined,
  );
  return isThere === false ? [...verbs, ...ifAbsent] : verbs;
}

function toRight(
  { ref, collection }: ObjectPlace,
  verb: string,
  subresource?: string,
): MissingRight {
  const { apiVersion, namespace } = ref;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const of = collection.split('/').at(-1) ?? '';
  const resource = subresource ? `${of}/${subresource}` : of;
  return { group, resource, namespace, verb };
}

async function isMissing(
  { resource: named, ...right }: MissingRight & { name?: string },
  asking: Asking,
): Promise<boolean> {
  const [resource, subresource] = named.split('/');
  const resourceAttributes = { ...right, resource, subresource };
  const review = await ask<{ status: { allowed: boolean } }>(
    `${AUTHORIZATION}/selfsubjectaccessreviews`,
    { spec: { resourceAttributes } },
    asking,
  );
  return review?.status.allowed === false;
}

async function whoAmI(asking: Asking): Promise<string> {
  const review = await ask<{ status?: { userInfo?: { username?: string } } }>(
    `${AUTHENTICATION}/selfsubjectreviews`,
    {},
    asking,
  );
  return review?.status?.userInfo?.username ?? 'the account in its kubeconfig';
}

function ask<T>(
  path: string,
  content: object,
  asking: Asking,
): Promise<T | undefined> {
  const body = { type: 'application/json', content };
  const { connection } = asking.objects;
  return unlessUnknown(asking, async () => {
    const request = { method: 'POST', path, body } as const;
    return (await connection.ask<T>(request, asking.signal)).content;
  });
}

/** Makes nothing of what the cluster refuses to tell, which the act itself finds and explains. */
async function unlessUnknown<T>(
  { signal }: Asking,
  find: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (signal.aborted || isPassing(error)) throw error;
    return undefined;
  }
}
