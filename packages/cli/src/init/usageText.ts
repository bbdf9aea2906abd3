/** A word of a usage line that stands for a value. */
export interface UsageWord {
  name: string;
  isRequired: boolean;
  isList: boolean;
  /** The values that it can have. */
  choices?: string[];
}

/** An option as a usage text describes it. */
export interface UsageOption {
  names: string[];
  takesValue: boolean;
  description: string;
}

/** What the text says that a script shows of how it is used. */
export interface Usage {
  words: UsageWord[];
  /** The options that stand in the line without brackets. */
  required: string[];
  options: UsageOption[];
  /** What is told of commands, by their names. */
  commands: Map<string, string>;
}

/** Reads a usage text, as comments, `--help` and messages have it. */
export function readUsage(text: string): Usage {
  const lines = text.split('\n').map(line => line.replace(/^\s*#\s?/, ''));
  const usage = lines
    .map(line => /\busage:\s*(.+)$/i.exec(line)?.[1])
    .find(line => line !== undefined);
  return {
    words: usage === undefined ? [] : readWords(usage),
    required: usage === undefined ? [] : readRequired(usage),
    options: lines.flatMap(line => readOption(line) ?? []),
    commands: new Map(lines.flatMap(line => readCommand(line))),
  };
}

function readRequired(usage: string): string[] {
  const outside = usage.replace(/\[[^\]]*\]/g, ' ');
  return [...outside.matchAll(/(?<=\s)(-\w|--[\w-]+)/g)].map(([, one]) => one);
}

function readWords(usage: string): UsageWord[] {
  const clean = usage
    // What an option takes is no word of its own.
    .replace(/\[?-{1,2}[\w-]+([ =](<[^>]+>|[A-Z][A-Z0-9_]*))?[\]|]?/g, ' ')
    .replace(/["'`].*$/, ' ')
    .replace(/\[?(options?|flags)\]?/gi, ' ');
  const [, ...words] = clean.trim().split(/\s+/);
  return words.flatMap((word, index) => {
    const [, open, inner] =
      /^([[<{]*)([\w.|:-]+?)[\]>}]*(?:\.\.\.|…)?[\]>}]*$/.exec(word) ?? [];
    if (inner === undefined || /^[.…]+$/.test(inner)) return [];
    const choices = inner.includes('|') ? inner.split('|') : undefined;
    const isValue =
      open !== '' ||
      choices ||
      /^[A-Z][A-Z0-9_]*$/.test(inner) ||
      /(\.\.\.|…)$/.test(word);
    if (!isValue) return [];
    return [
      {
        name: choices ? 'value' : inner,
        isRequired: !open.startsWith('['),
        isList: /(\.\.\.|…)/.test(`${word} ${words[index + 1] ?? ''}`),
        ...(choices && { choices }),
      },
    ];
  });
}

const OPTION =
  /^\s+(-\w|--[\w-]+)(?:(?:,|\s*\|)\s*(-{1,2}[\w-]+))?([ =](?:<[^>]+>|\[[^\]]+\]|[A-Z][A-Z0-9_:|-]*))?\s{2,}(\S.*)$/;

function readOption(line: string): UsageOption | undefined {
  const [, first, second, value, description] = OPTION.exec(line) ?? [];
  if (first === undefined) return undefined;
  const names = second === undefined ? [first] : [first, second];
  return { names, takesValue: value !== undefined, description };
}

function readCommand(line: string): Array<[string, string]> {
  const [, name, description] =
    /^\s{2,}([a-z][\w-]*)(?:\s[<[][^\s].*?)?\s{2,}(\S.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [[name, description]];
}
