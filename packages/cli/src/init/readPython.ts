import { looksSecret, parameterName, type DraftParameter } from './Draft';
import { looksReadOnly, type Found } from './readShell';

/** Reads a Python script: `argparse`, `sys.argv` and `os.environ`. */
export function readPython(text: string): Found {
  const variables = [
    ...text.matchAll(
      /os\.(?:environ(?:\.get\(|\[)|getenv\()\s*["']([A-Z]\w*)["'](\])?(?:\s*,\s*["']([^"']*)["'])?/g,
    ),
  ].map(([, name, isIndex, given]) => ({
    name,
    isRequired: isIndex !== undefined,
    given,
  }));
  const args = readArguments(text);
  const secrets = variables.map(({ name }) => name).filter(looksSecret);
  return {
    parameters: [
      ...(args.length > 0 ? args : readArgv(text)),
      ...variables
        .filter(({ name }) => !looksSecret(name) && !name.startsWith('IDP_'))
        .map(({ name, isRequired, given }): DraftParameter => ({
          name: name.toLowerCase(),
          type: 'string',
          as: { variable: name },
          required: isRequired,
          ...(given !== undefined && { default: given }),
        })),
    ],
    actions: readCommands(text),
    secrets: [...new Set(secrets)],
    json: readJson(text),
    dryRun: /["']--dry-run["']/.test(text),
    toDecide: /\binput\(/.test(text)
      ? ['it asks people by input(), and nobody is there when it is run']
      : [],
  };
}

function readJson(text: string): Found['json'] {
  if (/["']--json["']/.test(text)) return true;
  return /json\.dumps?\(/.test(text) ? 'always' : undefined;
}

function readArguments(text: string): DraftParameter[] {
  const calls = [
    ...text.matchAll(
      /\.add_argument\(((?:[^()"']|"[^"]*"|'[^']*'|\([^()]*\))*)\)/g,
    ),
  ];
  return calls.flatMap(([, call]) => {
    const names = [
      ...call.matchAll(/^\s*["']([^"']+)["']|,\s*["'](-[^"']+)["']/g),
    ].map(([, a, b]) => a ?? b);
    const long = names.find(name => name.startsWith('--')) ?? names[0];
    if (long === undefined || long === '--dry-run' || long === '--json')
      return [];
    return [toParameter(long, call)];
  });
}

function toParameter(option: string, call: string): DraftParameter {
  const field = (key: string) =>
    new RegExp(
      String.raw`\b${key}\s*=\s*("[^"]*"|'[^']*'|\[[^\]]*\]|[\w.-]+)`,
    ).exec(call)?.[1];
  const isOption = option.startsWith('-');
  const isFlag = /store_true|store_const/.test(call);
  const given = field('default')?.replace(/["']/g, '');
  const type = { int: 'integer', float: 'number' }[field('type') ?? ''] as
    'integer' | 'number' | undefined;
  const isList = /nargs\s*=\s*["'][*+]/.test(call);
  const whole = isList ? 'array' : (type ?? 'string');
  const name = parameterName(option);
  const choices = [
    ...(field('choices') ?? '').matchAll(/["']([^"']+)["']/g),
  ].map(([, one]) => one);
  return {
    name,
    type: isFlag ? 'boolean' : whole,
    ...(!isOption && { as: 'positional' }),
    ...(isOption &&
      option !== `--${name.replaceAll('_', '-')}` && { as: option }),
    required: isOption
      ? /required\s*=\s*True/.test(call)
      : !/nargs\s*=\s*["'][?*]/.test(call),
    ...(field('help') && {
      description: field('help')!.replace(/^["']|["']$/g, ''),
    }),
    ...(choices.length > 0 && { enum: choices }),
    ...(given !== undefined &&
      given !== 'None' &&
      !isFlag && { default: type ? Number(given) : given }),
    ...(looksSecret(name) &&
      !isFlag && {
        isSecret: true,
        toDecide:
          'the script takes a secret by its command line, which other users of the machine can read; let it read a variable instead',
      }),
  };
}

function readArgv(text: string): DraftParameter[] {
  const found = [
    ...text.matchAll(/(?:(\w+)\s*=\s*[^\n]*?)?sys\.argv\[(\d)\]/g),
  ];
  const byIndex = new Map(
    found.map(([, name, index]) => [Number(index), name]),
  );
  byIndex.delete(0);
  return [...byIndex]
    .toSorted(([a], [b]) => a - b)
    .map(([index, name]) => ({
      name: parameterName(name ?? `argument_${index}`),
      type: 'string',
      as: 'positional',
      required: true,
      ...(name === undefined && { toDecide: 'a name that says what it is' }),
    }));
}

function readCommands(text: string): Found['actions'] {
  return [
    ...text.matchAll(
      /\.add_parser\(\s*["']([\w-]+)["'](?:[^)]*?help\s*=\s*["']([^"']*)["'])?/g,
    ),
  ].map(([, name, description]) => ({
    name,
    ...(description && { description }),
    ...(looksReadOnly(name) && { readOnly: true }),
  }));
}
