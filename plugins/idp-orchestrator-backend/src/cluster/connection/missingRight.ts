/** The words in which every authorizer of Kubernetes says that a right is missing. */
const MISSING =
  /User "(?<user>[^"]*)" cannot (?<verb>\S+) (?:resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"|path "(?<path>[^"]+)")(?: in the namespace "(?<namespace>[^"]+)")?/;

/**
 * Explains who lacks which right, with the RBAC rule that would give it.
 * Undefined when it is not RBAC that forbids (a quota, a policy, a namespace
 * that is being ended).
 */
export function explainMissingRight(
  at: string,
  said: string,
): string | undefined {
  const { user, verb, resource, group, path, namespace } =
    MISSING.exec(said)?.groups ?? {};
  if (user === undefined) return undefined;
  const what =
    path ?? `${resource}${group ? `.${group}` : ''}${where(namespace)}`;
  const role = namespace
    ? `a Role of namespace ${namespace}, or a ClusterRole`
    : 'a ClusterRole';
  const rule = path
    ? [`- nonResourceURLs: ["${path}"]`]
    : [`- apiGroups: ["${group}"]`, `  resources: ["${resource}"]`];
  return [
    `${at} does not allow ${user} to ${verb} ${what}. This rule is missing, in ${role}, bound to that account:`,
    ...rule,
    `  verbs: ["${verb}"]`,
  ].join('\n');
}

function where(namespace: string | undefined): string {
  return namespace ? ` in namespace ${namespace}` : ' in the whole cluster';
}
