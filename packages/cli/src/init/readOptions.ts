import { looksSecret, parameterName, type DraftParameter } from './Draft';
import type { Arm } from './shellArms';
import type { Usage, UsageOption } from './usageText';

/** Options that ask for something which the catalog says by a field of its own. */
const OWN = new Set(['--help', '-h', '--version', '-V', '--dry-run', '--json']);

/** Reads the options that a shell script takes: by `getopts`, and by a `case` over its arguments. */
export function readOptions(
  text: string,
  arms: Arm[],
  usage: Usage,
): DraftParameter[] {
  const found = [...readGetopts(text, arms), ...readLong(arms)];
  const once = new Map(found.map(one => [one.name, one]));
  return [...once.values()].map(one => describe(one, usage));
}

interface OptionFound {
  names: string[];
  takesValue: boolean;
  withEquals?: boolean;
  variable?: string;
}

function readGetopts(text: string, arms: Arm[]): DraftParameter[] {
  const letters = [...text.matchAll(/\bgetopts\s+["']?([\w:]+)["']?/g)];
  return letters.flatMap(([, spec]) =>
    [...spec.matchAll(/(\w)(:?)/g)]
      .filter(([, letter]) => letter !== 'h')
      .map(([, letter, colon]) => {
        const arm = arms.find(({ patterns }) => patterns.includes(letter));
        return toParameter({
          names: [`-${letter}`],
          takesValue: colon === ':',
          variable: /\b([A-Za-z_]\w*)=/.exec(arm?.body ?? '')?.[1],
        });
      }),
  );
}

function readLong(arms: Arm[]): DraftParameter[] {
  const byOption = new Map<string, OptionFound>();
  for (const { patterns, body } of arms) {
    const names = patterns.filter(one => /^-{1,2}[A-Za-z]/.test(one));
    const clean = names.map(one => one.replace(/=?\*$/, ''));
    if (clean.length === 0 || clean.some(one => OWN.has(one))) continue;
    const takesValue =
      names.some(one => one.endsWith('=*')) || /\$\{?2\b|shift 2/.test(body);
    const key = clean.at(-1)!;
    const known = byOption.get(key);
    byOption.set(key, {
      names: clean,
      takesValue,
      // Where both forms are taken, the plain one is as good.
      withEquals: names.every(one => one.endsWith('=*')) && !known,
      variable: /\b([A-Za-z_]\w*)\+?=/.exec(
        body.split(')').slice(1).join(')'),
      )?.[1],
    });
  }
  return [...byOption.values()].map(toParameter);
}

function toParameter({
  names,
  takesValue,
  withEquals,
  variable,
}: OptionFound): DraftParameter {
  const long = names.find(one => one.startsWith('--'));
  const option = long ?? names[0];
  const isLetter = long === undefined && option.length === 2;
  const name = parameterName(isLetter && variable ? variable : option);
  const usual = `--${name.replaceAll('_', '-')}`;
  return {
    name,
    type: takesValue ? 'string' : 'boolean',
    ...(withEquals
      ? { as: { option, equals: true } }
      : option !== usual && { as: option }),
    required: false,
    ...(takesValue &&
      looksSecret(name) && {
        isSecret: true,
        toDecide: `the script takes a secret by the option ${option}, which other users of the machine can read; let it read a variable instead`,
      }),
  };
}

function describe(parameter: DraftParameter, usage: Usage): DraftParameter {
  const option = optionOf(parameter);
  const told = usage.options.find(({ names }) => names.includes(option));
  const isRequired =
    parameter.type !== 'boolean' && usage.required.includes(option);
  return {
    ...parameter,
    ...(isRequired && { required: true }),
    ...(told && readDescription(told)),
  };
}

export function optionOf({ name, as }: DraftParameter): string {
  if (typeof as === 'string') return as;
  if (typeof as?.option === 'string') return as.option;
  return `--${name.replaceAll('_', '-')}`;
}

function readDescription({
  description,
}: UsageOption): Partial<DraftParameter> {
  const [, value] =
    /\(?default(?:s to)?:?\s+["']?([^\s"')]+)/i.exec(description) ?? [];
  return {
    description,
    ...(/\brequired\b/i.test(description) && { required: true }),
    ...(value !== undefined &&
      /^\d+$/.test(value) && { type: 'integer' as const }),
  };
}
