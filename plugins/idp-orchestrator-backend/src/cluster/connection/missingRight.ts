import { NotAllowedError } from '@backstage/errors';
import { describeRules, type MissingRight } from './describeRules';

/** The words in which every authorizer of Kubernetes says that a right is missing. */
const MISSING =
  /User "(?<user>[^"]*)" cannot (?<verb>\S+) (?:resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"|path "(?<path>[^"]+)")(?: in the namespace "(?<namespace>[^"]+)")?/;

interface Missing {
  /** The beginning of the message, which names the cluster. */
  at: string;
  user: string;
  rights: MissingRight[];
}

/** Says which rights an account has not got, with the RBAC rules that would give them. */
export class MissingRightsError extends NotAllowedError {
  constructor(readonly missing: Missing) {
    super(describe(missing));
  }
}

/**
 * Makes the error of an answer that tells of a missing right. Undefined when it
 * is not RBAC that forbids (a quota, a policy, a namespace that is being ended).
 */
export function readMissingRight(
  at: string,
  said: string,
): NotAllowedError | undefined {
  const { user, verb, resource, group, path, namespace } =
    MISSING.exec(said)?.groups ?? {};
  if (user === undefined) return undefined;
  if (path === undefined) {
    const right = { group, resource, namespace, verb };
    return new MissingRightsError({ at, user, rights: [right] });
  }
  return new NotAllowedError(
    [
      `${at} does not allow ${user} to ${verb} ${path} in the whole cluster. This rule is missing, in a ClusterRole, bound to that account:`,
      `- nonResourceURLs: ["${path}"]`,
      `  verbs: ["${verb}"]`,
    ].join('\n'),
  );
}

/** Makes one error of those that parts of a question came to: all missing rights, or what is no such thing. */
export function mergeRefusals(errors: unknown[]): unknown {
  const refusals = errors.filter(one => one instanceof MissingRightsError);
  if (refusals.length < errors.length) {
    return errors.find(one => !(one instanceof MissingRightsError));
  }
  if (refusals.length <= 1) return refusals[0];
  const rights = refusals.flatMap(({ missing }) => missing.rights);
  return new MissingRightsError({ ...refusals[0].missing, rights });
}

function describe({ at, user, rights }: Missing): string {
  const rules = describeRules(rights);
  if (new Set(rights.map(right => JSON.stringify(right))).size > 1) {
    return `${at} does not allow ${user} all that this needs. What is missing:\n${rules}`;
  }
  const [{ group, resource, namespace, verb }] = rights;
  const what = `${resource}${group ? `.${group}` : ''}`;
  const where = namespace ? `namespace ${namespace}` : 'the whole cluster';
  const [place, ...rest] = rules.split('\n');
  return [
    `${at} does not allow ${user} to ${verb} ${what} in ${where}. This rule is missing, i${place.slice(1)}`,
    ...rest,
  ].join('\n');
}
