/** A right that an account has not got: one verb on one resource. */
export interface MissingRight {
  group: string;
  resource: string;
  /** The namespace; absent for what is in none. */
  namespace?: string;
  verb: string;
}

/** Describes missing rights as the RBAC rules that give them, those of a namespace together. */
export function describeRules(missing: MissingRight[]): string {
  const places = groupBy(missing, ({ namespace }) => namespace ?? '');
  return [...places]
    .map(([namespace, rights]) => {
      const role = namespace
        ? `In a Role of namespace ${namespace}, or a ClusterRole`
        : 'In a ClusterRole';
      return [`${role}, bound to that account:`, ...toRules(rights)].join('\n');
    })
    .join('\n');
}

function toRules(rights: MissingRight[]): string[] {
  const rules = groupBy(rights, ({ group, resource }) =>
    JSON.stringify([group, resource]),
  );
  return [...rules.values()].flatMap(ofOne => {
    const [{ group, resource }] = ofOne;
    const verbs = new Set(ofOne.map(({ verb }) => `"${verb}"`));
    return [
      `- apiGroups: ["${group}"]`,
      `  resources: ["${resource}"]`,
      `  verbs: [${[...verbs].join(', ')}]`,
    ];
  });
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
