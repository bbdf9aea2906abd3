import type { Command } from 'commander';
import { EXIT_CODES } from '../exitCodes';
import { createProgram } from '../program';

/** Options that all commands have, or all that talk to a backend. */
const COMMON = new Set(['--json', '--url', '--instance']);

/** Makes the reference of every command, option and exit code from the commands themselves. */
export function makeReference(): string {
  const program = createProgram(() => {});
  const commands = listCommands(program, []);
  const run = program.commands.find(one => one.name() === 'run')!;
  const common = run.options.filter(({ long }) => COMMON.has(long ?? ''));
  return [
    '## Commands',
    ...commands.map(describe),
    '## Options of all commands',
    table(
      ['option', 'does'],
      common.map(({ flags, description, long }) => [
        code(flags),
        long === '--json'
          ? description
          : `${description} Of commands that talk to a backend.`,
      ]),
    ),
    '## Exit codes',
    table(
      ['code', 'means'],
      Object.values(EXIT_CODES).map(([number, meaning]) => [
        String(number),
        meaning,
      ]),
    ),
  ].join('\n\n');
}

interface NamedCommand {
  path: string[];
  command: Command;
}

function listCommands(parent: Command, above: string[]): NamedCommand[] {
  return parent.commands.flatMap(command => {
    const path = [...above, command.name()];
    return command.commands.length > 0
      ? listCommands(command, path)
      : [{ path, command }];
  });
}

function describe({ path, command }: NamedCommand): string {
  const args = command.registeredArguments.map(argument => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return {
      name: argument.required ? `<${name}>` : `[${name}]`,
      description: argument.description,
    };
  });
  const options = command.options.filter(({ long }) => !COMMON.has(long ?? ''));
  const rows = [
    ...args
      .filter(({ description }) => description !== '')
      .map(({ name, description }) => [code(name), description]),
    ...options.map(({ flags, description, defaultValue }) => [
      code(flags),
      defaultValue === undefined
        ? description
        : `${description} ${code(String(defaultValue))} when absent.`,
    ]),
  ];
  const usage = [...path, ...args.map(({ name }) => name)].join(' ');
  return [
    `### ${code(usage)}`,
    command.description(),
    ...(rows.length > 0 ? [table(['argument or option', 'does'], rows)] : []),
  ].join('\n\n');
}

const code = (text: string) => `\`${text}\``;

/** Lays a table out as prettier does, each column as wide as its longest cell. */
function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map(row =>
    row.map(cell => cell.replaceAll('|', String.raw`\|`)),
  );
  const widths = head.map((_, index) =>
    Math.max(3, ...cells.map(row => row[index].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  const [first, ...others] = cells.map(line);
  const rule = line(widths.map(width => '-'.repeat(width)));
  return [first, rule, ...others].join('\n');
}
