import {
  Composer,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type ParsedNode,
} from 'yaml';

/** The size (bytes) of the largest file of flows or scripts that is read. */
export const LARGEST_YAML = 256 * 1024;

/** The number of aliases in a file, at most: more of them multiply a small file into a huge one. */
const MOST_ALIASES = 100;
const TOO_MANY_ALIASES = `It has too many aliases (*name): expected at most ${MOST_ALIASES}, those within what they stand for included`;

/** The number of mistakes of YAML that are told: further ones are mostly what the first ones lead to. */
const MOST_MISTAKES = 5;

/** What is wrong with a text of YAML; without an offset it is the text as a whole. */
export interface YamlMistake {
  message: string;
  offset?: number;
}

/** One document of a text: its value, or what is wrong with it. */
export type YamlDocument = { document: Document.Parsed } & (
  { value: unknown; mistakes?: undefined } | { mistakes: YamlMistake[] }
);

/** What a text of YAML holds. */
export interface ReadYaml {
  lines: LineCounter;
  documents: YamlDocument[];
  /** Absent where it can be read. */
  mistake?: string;
}

/**
 * Reads a text of YAML (1.2, with the `<<` of 1.1) in time that grows with its
 * length, and lets the event loop go round meanwhile. What is wrong with it is
 * told, not thrown.
 */
export async function readYaml(text: string): Promise<ReadYaml> {
  const lines = new LineCounter();
  if (text.length > LARGEST_YAML) {
    const mistake = `It has ${text.length} characters; expected at most ${LARGEST_YAML}`;
    return { lines, documents: [], mistake };
  }
  const documents: YamlDocument[] = [];
  try {
    const tokens = await parse(text, lines);
    // Two keys of one name are looked for here: the library compares each pair.
    const composer = new Composer<ParsedNode>({
      lineCounter: lines,
      merge: true,
      uniqueKeys: false,
    });
    for (const document of composer.compose(tokens, false, text.length)) {
      documents.push(readDocument(document));
      if (documents.length > MOST_DOCUMENTS) throw new Error(TOO_MANY);
      await loopGoesRound();
    }
    return { lines, documents };
  } catch (error) {
    return { lines, documents: [], mistake: explain(error) };
  }
}

/** Flows of one file, at most. */
const MOST_DOCUMENTS = 100;
const TOO_MANY = `It has too many documents (---): expected at most ${MOST_DOCUMENTS}`;

/** Each that nobody knows is an error with a stack of its own. */
const MOST_TAGS = 100;
const TOO_MANY_TAGS = `It has too many tags (!name): expected at most ${MOST_TAGS}`;

/** Parts of the text that are read before the event loop goes round. */
const PARTS_AT_ONCE = 5_000;

async function parse(text: string, lines: LineCounter): Promise<CST.Token[]> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let parts = 0;
  let wrong = 0;
  const marks = new Map([
    ['!', 0],
    ['*', 0],
  ]);
  // What a file of no YAML at all has wrong is not read to its end.
  const take = (token: CST.Token) => {
    if (token.type === 'error') wrong += 1;
    if (wrong <= MOST_MISTAKES) tokens.push(token);
  };
  for (const part of new Lexer().lex(text)) {
    countMark(part[0], marks);
    for (const token of parser.next(part)) take(token);
    parts += 1;
    if (parts % PARTS_AT_ONCE === 0) await loopGoesRound();
    if (wrong > MOST_MISTAKES) break;
  }
  for (const token of parser.end()) take(token);
  return tokens;
}

/** @throws Error when there are too many tags or aliases */
function countMark(mark: string, marks: Map<string, number>): void {
  const count = marks.get(mark);
  if (count === undefined) return;
  if (count === MOST_TAGS && mark === '!') throw new Error(TOO_MANY_TAGS);
  if (count === MOST_ALIASES && mark === '*') throw new Error(TOO_MANY_ALIASES);
  marks.set(mark, count + 1);
}

function readDocument(document: Document.Parsed): YamlDocument {
  const found = [...document.errors, ...document.warnings].map(
    // The parser's own words end with a place and a picture of it.
    ({ message, pos }) => ({
      message: isTooDeep(message)
        ? TOO_DEEP
        : message.split(/ at line \d+, column \d+/)[0],
      offset: pos[0],
    }),
  );
  const mistakes = [
    ...found.slice(0, MOST_MISTAKES),
    ...(found.length > 0 ? [] : listBadParts(document)),
  ];
  const { explicit, version } = document.directives.yaml;
  if (explicit && version !== '1.2') {
    const message = `Expected YAML 1.2, got %YAML ${version}`;
    mistakes.push({ message, offset: 0 });
  }
  if (mistakes.length > 0) {
    return { document, mistakes: mistakes.slice(0, MOST_MISTAKES) };
  }
  try {
    return { document, value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    return { document, mistakes: [{ message: explain(error) }] };
  }
}

/**
 * Lists that for which JSON has no form: keys that are there twice or are no
 * texts, and aliases within what they stand for.
 */
function listBadParts(document: Document.Parsed): YamlMistake[] {
  const mistakes: YamlMistake[] = [];
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (!path.some(node => node === target)) return;
      const message = `The alias *${alias.source} stands for what it is in`;
      mistakes.push({ message, offset: alias.range?.[0] ?? undefined });
    },
    Map(_, { items }) {
      const names = new Set<string>();
      for (const { key } of items) {
        const message = explainKey(key, names);
        const offset = isNode(key) ? (key.range?.[0] ?? undefined) : undefined;
        if (message) mistakes.push({ message, offset });
      }
      return mistakes.length < MOST_MISTAKES ? undefined : visit.BREAK;
    },
  });
  return mistakes;
}

function explainKey(key: unknown, names: Set<string>): string | undefined {
  if (!isScalar(key)) return 'Expected a text as key, got a list, map or alias';
  const name = String(key.value);
  if (name === '<<') return undefined;
  if (names.has(name)) return `The key ${name.slice(0, 80)} is there twice`;
  names.add(name);
  return undefined;
}

const TOO_DEEP =
  'Its lists and maps are too deep within each other: expected at most 100 levels';

/** The library takes as many levels as the stack has. */
function isTooDeep(message: string): boolean {
  return message.includes('call stack');
}

function explain(error: unknown): string {
  const { message } = error as Error;
  if (isTooDeep(message)) return TOO_DEEP;
  return message.startsWith('Excessive alias count')
    ? TOO_MANY_ALIASES
    : message;
}

function loopGoesRound(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
