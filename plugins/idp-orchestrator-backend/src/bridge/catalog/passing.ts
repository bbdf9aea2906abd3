import { isSecret } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { optionName, secretVariable } from './optionName';
import { callersVariable } from './variableName';

/** The way in which a parameter reaches its script. */
export type Passing =
  | {
      kind: 'option';
      option: string;
      /** What a boolean that is false is passed as; nothing when absent. */
      off?: string;
      /** Whether a list is one argument, or the option is there once for each item. */
      list: 'joined' | 'repeated';
      separator: string;
      /** Whether option and value are one argument, with = between them. */
      equals: boolean;
    }
  | { kind: 'positional' }
  | { kind: 'variable'; variable: string }
  | { kind: 'stdin' }
  /** A file with the value, whose path is passed by an option, or as positional argument when there is none. */
  | { kind: 'file'; option?: string };

const optionSchema = z
  .string('an option such as --name or -n')
  .regex(/^--?[A-Za-z0-9][\w.-]*$/, 'an option such as --name or -n');

const EXPECTED =
  'positional, stdin, an option such as --name, { option: --name }, { variable: NAME } or { file: --name }';

/** What a catalog says under `as` of a parameter. */
export const passingSchema = z.union(
  [
    z.literal('positional').transform((): Passing => ({ kind: 'positional' })),
    z.literal('stdin').transform((): Passing => ({ kind: 'stdin' })),
    optionSchema.transform(option => byOption({ option })),
    z
      .strictObject({
        option: optionSchema,
        off: optionSchema.optional(),
        list: z.enum(['joined', 'repeated'], 'joined or repeated').optional(),
        separator: z
          .string('a text')
          .min(1, 'a text')
          .max(3, 'at most 3 characters')
          .optional(),
        equals: z.boolean('true or false').optional(),
      })
      .transform(byOption),
    z
      .strictObject({ variable: callersVariable })
      .transform(({ variable }): Passing => ({ kind: 'variable', variable })),
    z
      .strictObject({
        file: z.union(
          [z.literal('positional'), optionSchema],
          'positional, or an option such as --config',
        ),
      })
      .transform(({ file }): Passing =>
        file === 'positional'
          ? { kind: 'file' }
          : { kind: 'file', option: file },
      ),
  ],
  { error: issue => expectPassing(issue) },
);

/** Says what is wrong within the way that was meant, where it can be told which that is. */
function expectPassing({ input, ...issue }: z.core.$ZodRawIssue): string {
  const ways = 'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]) : [];
  const meant = ['option', 'variable', 'file'].findIndex(
    key => typeof input === 'object' && input !== null && key in input,
  );
  const [wrong] = meant < 0 ? [] : (ways.at(meant - 3) ?? []);
  return wrong ? `${wrong.path.join('.')} to be ${wrong.message}` : EXPECTED;
}

function byOption(
  asked: { option: string } & Partial<Omit<OptionPassing, 'kind' | 'option'>>,
): Passing {
  return {
    kind: 'option',
    list: 'joined',
    separator: ',',
    equals: false,
    ...asked,
  };
}

type OptionPassing = Extract<Passing, { kind: 'option' }>;

/** The way of a parameter whose catalog says nothing of it. */
export function defaultPassing(
  name: string,
  schema: Record<string, unknown>,
): Passing {
  return isSecret(schema)
    ? { kind: 'variable', variable: secretVariable(name) }
    : byOption({ option: optionName(name) });
}

/** Names, for people, what a script gets a parameter by. */
export function describePassing(passing: Passing): string {
  switch (passing.kind) {
    case 'option':
      return passing.option;
    case 'variable':
      return passing.variable;
    case 'file':
      return passing.option ?? 'a positional argument';
    case 'stdin':
      return 'its standard input';
    default:
      return 'a positional argument';
  }
}
