import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Pair,
} from 'yaml';

/** A flow's document, and where its file's lines begin. */
export interface FlowText {
  source: string;
  document: Document;
  lines: LineCounter;
}

export interface Place {
  line: number;
  column: number;
}

/**
 * Finds where a dotted path of a problem is: at its key, at its item of a list,
 * or at the nearest thing around it that the document has.
 */
export function placeOf(text: FlowText, path: string): Place {
  const { document, lines } = text;
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  let rest = path === '' ? [] : path.split('.');
  while (rest.length > 0) {
    const found = findChild(
      isAlias(node) ? node.resolve(document) : node,
      rest,
    );
    if (!found) break;
    offset = startOf(found.at) ?? offset;
    node = found.node;
    rest = rest.slice(found.length);
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

interface Child {
  at: unknown;
  node: unknown;
  /** The number of parts of the path that it takes: keys may hold dots. */
  length: number;
}

function findChild(parent: unknown, path: string[]): Child | undefined {
  if (isSeq(parent)) {
    const node = parent.items[Number(path[0])];
    return node === undefined ? undefined : { at: node, node, length: 1 };
  }
  if (!isMap(parent)) return undefined;
  for (let length = 1; length <= path.length; length++) {
    const key = path.slice(0, length).join('.');
    const pair = parent.items.find(item => keyOf(item) === key);
    if (pair) return { at: pair.key, node: pair.value, length };
  }
  return undefined;
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
