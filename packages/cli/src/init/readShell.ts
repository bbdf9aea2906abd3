import {
  parameterName,
  type Draft,
  type DraftAction,
  type DraftParameter,
} from './Draft';
import { readOptions } from './readOptions';
import { readPositions, readPositionsOfLoop } from './readPositions';
import { readVariables } from './readVariables';
import { listArms, type Arm } from './shellArms';
import { readUsage, type Usage } from './usageText';

/** What a reader finds in a script; what is the same for all is not in it. */
export type Found = Pick<
  Draft,
  | 'parameters'
  | 'actions'
  | 'secrets'
  | 'toDecide'
  | 'json'
  | 'dryRun'
  | 'words'
>;

/** Reads a shell script: what it takes, what it can do, and what cannot be known. */
export function readShell(
  text: string,
  { help = '', library = '' }: { help?: string; library?: string } = {},
): Found {
  const usage = readUsage(`${text}\n${help}`);
  const arms = listArms(text);
  const variables = readVariables(text, library);
  const functions = readFunctions(text);
  const words = readActions(text, arms, usage);
  const actions = words.length > 0 ? words : functions;
  const options = readOptions(text, arms, usage);
  const positions = [
    ...(actions.length > 0
      ? readPositionsOfActions(actions, text, usage)
      : readPositionsOf(text, usage)),
    ...readPositionsOfAll(arms, actions),
  ];
  const prompts = readPrompts(text, options);
  return {
    parameters: unique([
      ...options,
      ...positions,
      ...variables.parameters,
      ...prompts.parameters,
    ]),
    actions: actions.map(({ action }) => action),
    secrets: variables.secrets,
    json: readJson(text, arms),
    dryRun: arms.some(({ patterns }) => patterns.includes('--dry-run')),
    ...(prompts.words && { words: prompts.words }),
    toDecide: [
      ...prompts.toDecide,
      ...findDaemon(text),
      ...(actions === functions && functions.length > 0 ? [ANY_FUNCTION] : []),
    ],
  };
}

interface FoundAction {
  action: DraftAction;
  body: string;
}

/** A line that runs what the arguments name. */
const RUNS_ARGUMENTS = /^(?:"\$@"|\$@|"\$1"\s+"\$\{@:2\}"|"\$\{@:-\w+\}")\s*$/m;

const FUNCTION = /^(?:function\s+)?([a-z][\w-]*)\s*\(\)\s*\{/gm;

/** Names of functions that others call. */
const HELPER =
  /^(usage|help|main|log|info|warn|error|err|die|fail|debug|cleanup|require|check_\w+|is_\w+|has_\w+)$/;

const ANY_FUNCTION =
  'it runs whatever function its first argument names: take out the actions that are not meant for callers';

/** Reads the functions of a script that runs the one which its arguments name. */
function readFunctions(text: string): FoundAction[] {
  if (!RUNS_ARGUMENTS.test(text)) return [];
  return [...text.matchAll(FUNCTION)]
    .map(([head, name]) => ({ name, comment: commentBeside(text, head) }))
    .filter(({ name }) => !HELPER.test(name))
    .map(({ name, comment }) => {
      const description = comment ?? commentOf(text, name);
      return {
        action: {
          name,
          ...(description && { description }),
          ...(looksReadOnly(name) && { readOnly: true }),
        },
        // It has positions of its own.
        body: `"$@"\n${withFunctions(name, text)}`,
      };
    });
}

/** The comment on the line that begins with a text. */
function commentBeside(text: string, head: string): string | undefined {
  const line = text.slice(text.indexOf(head)).split('\n', 1)[0];
  return /\s#\s*(.+)$/.exec(line)?.[1];
}

/** What stands beside the options, whatever is done. */
function readPositionsOfAll(
  arms: Arm[],
  actions: FoundAction[],
): DraftParameter[] {
  const found = readPositionsOfLoop(arms);
  for (const { action } of actions) {
    action.parameters?.push(...found.map(({ name }) => name));
  }
  return found;
}

/** Commands are the words of a `case` over the first argument. */
function readActions(text: string, arms: Arm[], usage: Usage): FoundAction[] {
  const first = new Set(['1', '1:-']);
  const named = [...text.matchAll(/\b(\w+)=["']?\$\{?1\b/g)].map(
    ([, name]) => name,
  );
  return arms
    .filter(({ subject }) => {
      const [, name] = /\$\{?(\w+)/.exec(subject) ?? [];
      return name !== undefined && (first.has(name) || named.includes(name));
    })
    .flatMap(({ patterns, body, comment }) => {
      const words = patterns.filter(one => /^[a-z][\w.:-]*$/.test(one));
      const [word] = words;
      if (word === undefined || word === 'help') return [];
      const description =
        usage.commands.get(word) ?? comment ?? commentOf(text, word);
      const action = {
        name: word,
        ...(description && { description }),
        ...(looksReadOnly(word) && { readOnly: true }),
      };
      return [{ action, body: withFunctions(body, text) }];
    });
}

function commentOf(text: string, name: string): string | undefined {
  const plain = name.replaceAll('-', '[-_]');
  const found = new RegExp(
    String.raw`^#\s*(.+)\n(?:function\s+)?(?:\w+_)?${plain}\s*\(\)`,
    'm',
  ).exec(text);
  return found?.[1];
}

export function looksReadOnly(name: string): boolean {
  return /^(status|check|list|ls|show|get|describe|health|info|report|validate|verify|version|diff|plan)\b/.test(
    name,
  );
}

/** What an arm does is often in a function that it calls. */
function withFunctions(body: string, text: string): string {
  const called = [...body.matchAll(/\b([a-z_][\w-]*)\b/g)].map(
    ([, name]) => name,
  );
  const bodies = [...new Set(called)].map(name => {
    const start = String.raw`^(?:function\s+)?${name}\s*\(\)\s*\{`;
    const found = new RegExp(
      String.raw`${start}(?:(.*)\}\s*$|([\s\S]*?)^\})`,
      'm',
    ).exec(text);
    return found?.[1] ?? found?.[2] ?? '';
  });
  return [body, ...bodies].join('\n');
}

function readPositionsOfActions(
  actions: FoundAction[],
  text: string,
  usage: Usage,
): DraftParameter[] {
  const isShifted = /\bshift\b/.test(text);
  return actions.flatMap(({ action, body }) => {
    // A function has positions of its own, and an arm those that were not shifted away.
    const hasOwn = isShifted || /"\$@"|\$\{?@|"\$\{@:2\}"/.test(body);
    const found = readPositions(body, { ...usage, words: [] }, hasOwn ? 0 : 1);
    action.parameters = found.map(({ name }) => name);
    return found;
  });
}

/** Functions have positions of their own, so that they are left out. */
function readPositionsOf(text: string, usage: Usage): DraftParameter[] {
  const outside = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/^(?:function\s+)?[\w-]+\s*\(\)\s*\{[\s\S]*?^\}/gm, '')
    .replace(/\bcase\b[\s\S]*?\besac\b/g, block =>
      /^\s*(?:case\b.*\bin\s+)?-/m.test(block) ? '' : block,
    )
    // What a loop over options takes are their values.
    .replace(/^\s*while\b[\s\S]*?^done/gm, '');
  return readPositions(outside, usage);
}

interface Prompts {
  parameters: DraftParameter[];
  words?: string[];
  toDecide: string[];
}

const PROMPT =
  /\bread\s+(?:-[a-z]+\s+)*-\w*p\s*(?:"([^"]*)"|'([^']*)')\s*(?:-\w+\s+)*(\w+)?/g;

/** A question that is printed, and answered on the next line. */
const PRINTED =
  /\b(?:echo|printf)\s+(?:-\w+\s+)?(?:"([^"\n]*\?[^"\n]*)"|'([^'\n]*\?[^'\n]*)')\s*[;\n]\s*read\s+(?:-\w+\s+)*(\w+)/g;

/** Reads what a script asks people, who are not there when it is run. */
function readPrompts(text: string, options: DraftParameter[]): Prompts {
  const asks = [...text.matchAll(PROMPT), ...text.matchAll(PRINTED)];
  const prompts = asks.map(([, double, single, variable]) => ({
    question: double ?? single,
    variable,
  }));
  if (prompts.length === 0) return { parameters: [], toDecide: [] };
  const consent = options.find(({ name }) =>
    /^(yes|assume_yes|force|non_interactive)$/.test(name),
  );
  const asked = prompts.map(({ question }) => question.trim()).join(' / ');
  if (consent && prompts.length === 1) {
    const option =
      typeof consent.as === 'string'
        ? consent.as
        : `--${consent.name.replaceAll('_', '-')}`;
    return {
      parameters: [],
      words: [option],
      toDecide: [
        `it asks people (${asked}), and is started with ${option} so that it does not`,
      ],
    };
  }
  const [first] = prompts;
  return {
    parameters: [
      {
        name:
          prompts.length === 1
            ? parameterName(first.variable ?? 'answer')
            : 'answers',
        type: 'string',
        as: 'stdin',
        required: true,
        description: asked,
        toDecide:
          prompts.length === 1
            ? 'it asks people for this; it gets the answer by its standard input'
            : 'it asks people for these; it gets the answers by its standard input, a line each',
      },
    ],
    toDecide: [],
  };
}

function readJson(text: string, arms: Arm[]): Found['json'] {
  if (arms.some(({ patterns }) => patterns.includes('--json'))) return true;
  const prints =
    /\b(echo|printf)\s+["']\s*\{|\bjq\s+(-\w+\s+)*-?n|<<-?\s*["']?\w+["']?\n\s*\{/;
  return prints.test(text) ? 'always' : undefined;
}

/** A process that is left behind has to be told apart from one that was forgotten. */
function findDaemon(text: string): string[] {
  const lines = text.split('\n');
  const at = lines.findIndex(
    line =>
      /\b(nohup|setsid|disown)\b/.test(line) ||
      /[^&>|]&\s*$/.test(line.replace(/#.*/, '')),
  );
  if (at < 0) return [];
  return [
    `line ${at + 1} leaves a process behind: one that is to outlive the script needs setsid, and to drop the IDP_* variables (docs/scripts.md)`,
  ];
}

function unique(parameters: DraftParameter[]): DraftParameter[] {
  const once = new Map<string, DraftParameter>();
  for (const one of parameters)
    if (!once.has(one.name)) once.set(one.name, one);
  return [...once.values()];
}
