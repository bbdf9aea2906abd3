/** A tree of texts, as messages are written. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** Texts by the paths that Backstage's translation API knows them by: `runs.empty.title`. */
export function flattenTexts(
  tree: TextTree,
  path = '',
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[path + key, value]]
        : Object.entries(flattenTexts(value, `${path}${key}.`)),
    ),
  );
}
