import { looksSecret, parameterName, type DraftParameter } from './Draft';
import type { Arm } from './shellArms';
import type { Usage } from './usageText';

const ASSIGNED =
  /\b(?:local\s+|readonly\s+)?([A-Za-z_]\w*)=["']?\$\{?([1-9])(?::?([?-])([^}]*))?\}?["']?/g;
/** What is read where nothing is given, and no value that somebody would type. */
const STANDARD_INPUT = /^(-|\/dev\/(stdin|fd\/0))$/;

const NAMED = /\$\{([1-9]):?([?-])([^}]*)\}/g;

interface Position {
  index: number;
  name?: string;
  isRequired: boolean;
  default?: string;
}

/**
 * Reads the positional arguments of a part of a shell script: `$1 … $9` by the
 * variables that they are put in, and `$@`.
 *
 * @param skipped - how many come before, such as the word of an action
 */
export function readPositions(
  text: string,
  usage: Usage,
  skipped = 0,
): DraftParameter[] {
  const positions = new Map<number, Position>();
  for (const [, name, index, kind, rest] of text.matchAll(ASSIGNED)) {
    add(positions, { ...toPosition(index, kind, rest), name });
  }
  for (const [, index, kind, rest] of text.matchAll(NAMED)) {
    add(positions, toPosition(index, kind, rest));
  }
  for (const [, index] of text.matchAll(/\$\{?([1-9])\b/g)) {
    add(positions, { index: Number(index), isRequired: true });
  }
  const words = usage.words.filter(({ choices }) => !choices);
  const found = [...positions.values()]
    .filter(({ index }) => index > skipped)
    .toSorted((a, b) => a.index - b.index)
    .map((position, at) => toParameter(position, words[at], at));
  return [...found, ...readRest(text, found.length, words)];
}

function toPosition(index: string, kind?: string, rest?: string): Position {
  return {
    index: Number(index),
    isRequired: kind !== '-',
    ...(kind === '-' &&
      rest &&
      !STANDARD_INPUT.test(rest) && { default: rest.replace(/["']/g, '') }),
  };
}

/** What is seen first of a position counts; a default says that it may be absent. */
function add(positions: Map<number, Position>, seen: Position): void {
  const known = positions.get(seen.index);
  positions.set(seen.index, {
    ...seen,
    ...known,
    isRequired: (known?.isRequired ?? true) && seen.isRequired,
  });
}

function toParameter(
  { name, isRequired, default: given }: Position,
  word: Usage['words'][number] | undefined,
  at: number,
): DraftParameter {
  const called = parameterName(name ?? word?.name ?? `argument_${at + 1}`);
  const isKnown = name !== undefined || word !== undefined;
  const isSecret = looksSecret(called);
  return {
    name: called,
    type: 'string',
    as: 'positional',
    required: isRequired && (word?.isRequired ?? true),
    ...(given !== undefined && !given.includes('$') && { default: given }),
    ...(!isKnown && { toDecide: 'a name that says what it is' }),
    ...(isSecret && {
      isSecret,
      toDecide:
        'the script takes a secret as argument, which other users of the machine can read; let it read a variable instead',
    }),
  };
}

function readRest(
  text: string,
  count: number,
  words: Usage['words'],
): DraftParameter[] {
  const loop = /\bfor\s+(\w+)\s+in\s+"?\$[@*]"?|\bfor\s+(\w+)\s*;?\s*do\b/.exec(
    text,
  );
  if (!loop) return [];
  const name = words.at(count)?.name ?? `${loop[1] ?? loop[2]}s`;
  return [
    {
      name: parameterName(name),
      type: 'array',
      as: 'positional',
      required: words.at(count)?.isRequired ?? false,
    },
  ];
}

/**
 * Reads the arguments that a loop over options takes for what is no option: the
 * arm `*` of its `case`, by the variable that they are put in.
 */
export function readPositionsOfLoop(arms: Arm[]): DraftParameter[] {
  const others = arms.filter(({ patterns }) => patterns.includes('*'));
  return others.flatMap(({ body }) => {
    const [, name, more, list] =
      /\b([A-Za-z_]\w*)(\+?)=(\(?)["']?\$\{?1\b/.exec(body) ?? [];
    if (name === undefined) return [];
    const isList = more === '+' || list === '(';
    return [
      {
        name: parameterName(name),
        type: isList ? 'array' : 'string',
        as: 'positional',
        required: false,
      },
    ];
  });
}
