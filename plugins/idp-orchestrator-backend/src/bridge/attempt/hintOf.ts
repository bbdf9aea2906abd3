import type { ScriptExit } from '../supervisor/supervisorNotes';

/** The facts that tell what a failed script probably died of. */
export interface HintFacts {
  exit?: Pick<ScriptExit, 'code'>;
  /** The reason for which it could not be started, if it could not. */
  notStarted?: string;
  /** The last lines of both streams, masked. */
  lines: string[];
  /** The last line of a stream, where the script ended in the middle of it. */
  openLine?: string;
  /** Whether the script catalog says what the exit code means. */
  hasMeaning: boolean;
  /** Whether lines of the script's file end as on Windows. */
  hasWindowsLines?: boolean;
}

type Hint = (facts: HintFacts) => string | undefined;

const RETRY = 'then retry the step.';

/** What shells say of a script that they cannot read, whatever the reason. */
const NOT_UNDERSTOOD =
  /syntax error|unexpected (?:end|EOF|token)|not found|invalid|ambiguous|no such file/i;

const WINDOWS_LINES = /\$'[^']*\\r'|\^M|\\r['"’]/;

const NO_INPUT =
  /EOF when reading a line|inappropriate ioctl for device|not a (?:tty|terminal)\b|no tty present|a terminal is required|cannot (?:prompt|open \/dev\/tty)|unexpected end of input while (?:reading|prompting)/i;

/** A question is seldom followed by a line feed, and ends in one of these. */
const QUESTION = /[?:>\])]\s*$/;

const DENIED =
  /(?:^|[\s'"‘])(\/?[^\s:'"‘’]+)['"’]?: (?:permission denied|operation not permitted)/i;
const ANY_DENIED = /permission denied/i;

const NOT_FOUND = [
  /(?:^|[:\s])([^\s:]+): (?:command )?not found/,
  /env: ['"‘“]?([^'"’”:]+)['"’”]?: No such file/,
];

/** In the order in which they are looked for: what is surest comes first. */
const HINTS: Hint[] = [
  ({ lines, hasWindowsLines }) =>
    lines.some(
      line =>
        WINDOWS_LINES.test(line) ||
        (hasWindowsLines && NOT_UNDERSTOOD.test(line)),
    )
      ? `It has the line ends of Windows (CRLF), which shells take for part of a word: convert it with sed -i 's/\\r$//' <script>, ${RETRY}`
      : undefined,
  ({ notStarted }) => notStarted && hintOfStart(notStarted),
  ({ lines, openLine }) =>
    lines.some(line => NO_INPUT.test(line)) ||
    (openLine !== undefined && QUESTION.test(openLine))
      ? `It asks for input, and finds none: there is nobody to answer. Give it the option that assumes yes, or the answer by a parameter with as: stdin in the catalog, ${RETRY}`
      : undefined,
  ({ exit, lines }) =>
    exit?.code === 126
      ? `${match(lines, [DENIED]) ?? 'A command'} is there and cannot be executed: make it executable with chmod +x, or call it with its interpreter; on a file system that is mounted noexec only the latter helps. Then retry the step.`
      : undefined,
  ({ exit, lines }) =>
    exit?.code === 127 ? hintOfNotFound(match(lines, NOT_FOUND)) : undefined,
  ({ lines }) => hintOfDenied(lines),
  ({ lines }) => {
    const command = match(lines.slice(-2), NOT_FOUND);
    return command && hintOfNotFound(command);
  },
  ({ exit }) =>
    exit?.code === 137
      ? `SIGKILL from outside is mostly the kernel or a container's limit, which ended it for want of memory: see dmesg or the events of the pod, give it more memory or let it do less at a time, ${RETRY}`
      : undefined,
  ({ exit, lines, hasMeaning }) =>
    exit && !hasMeaning && lines.every(isBlank)
      ? `It said nothing. Under set -e a command may have ended it without a word, for example read, which finds no input here: let it say why it ends, or run it with set -x, ${RETRY}`
      : undefined,
];

/**
 * Says what a script that failed probably died of, and what to do about it;
 * undefined where it cannot be told. It is pure.
 */
export function hintOf(facts: HintFacts): string | undefined {
  for (const hint of HINTS) {
    const text = hint(facts);
    if (text) return text;
  }
  return undefined;
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

function hintOfStart(reason: string): string | undefined {
  if (/interpreter|cannot execute|no such file/i.test(reason)) {
    return `The interpreter that its first line (#!) names is not where the worker runs: install it there or name another, ${RETRY}`;
  }
  return ANY_DENIED.test(reason)
    ? `The account that scripts run as may not execute it: make it executable with chmod +x, its folders too, ${RETRY}`
    : undefined;
}

function hintOfNotFound(command = 'A command'): string {
  return `${command} is not found where the worker runs. Commands are looked for in the PATH of the backend, or in that of the environment's variables in the configuration: install it or add its folder to PATH, ${RETRY}`;
}

function hintOfDenied(lines: string[]): string | undefined {
  if (!lines.some(line => ANY_DENIED.test(line))) return undefined;
  const what = match(lines, [DENIED]) ?? 'what it names';
  return `The account that scripts run as may not use ${what}: give that account the right, ${RETRY}`;
}

/** Finds what the last line that matches names. */
function match(lines: string[], patterns: RegExp[]): string | undefined {
  return lines
    .flatMap(line => patterns.flatMap(one => one.exec(line)?.[1] ?? []))
    .at(-1);
}
