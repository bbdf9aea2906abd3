import { Option, type Command } from 'commander';
import type { Ending } from './exitCodes';
import { createOutput, type Output } from './terminal/Output';

/** What a command does with its arguments and options; how it ends is what it gives. */
export type Act<Args extends unknown[], Options> = (
  context: { options: Options; output: Output },
  ...args: Args
) => Promise<Ending>;

/** Adds commands to the program, and says what each does when it is given. */
export interface Commands {
  /** Adds a command that needs no backend. */
  add(usage: string, description: string): Command;
  /** Adds a command that talks to a backend. */
  addConnected(usage: string, description: string): Command;
  /** Adds a word under which there are commands. */
  group(name: string, description: string): Commands;
  /** Lets a command do what a module exports, which is loaded only then. */
  does<Args extends unknown[], Options>(
    command: Command,
    load: () => Promise<Act<Args, Options>>,
  ): void;
}

/** Makes what adds commands to a program, or to a word of it; `end` is told how one ended. */
export function createCommands(
  parent: Command,
  end: (ending: Ending) => void,
): Commands {
  const add = (usage: string, description: string) =>
    parent
      .command(usage)
      .description(description)
      .helpOption('-h, --help', 'Shows what there is.')
      .option('--json', 'Writes JSON, and nothing else, to its output.')
      .exitOverride();
  return {
    add,
    group: (name, description) =>
      createCommands(
        parent
          .command(name)
          .description(description)
          .helpOption('-h, --help', 'Shows what there is.')
          .helpCommand(false)
          .exitOverride(),
        end,
      ),
    addConnected: (usage, description) =>
      add(usage, description)
        .addOption(
          new Option(
            '--url <address>',
            'The address of the backend, remembered from then on. IDP_ORCHESTRATOR_URL, the remembered one, or that of the login of Backstage when absent.',
          ),
        )
        .option(
          '--instance <name>',
          'The instance of `backstage-cli auth login` to use; the selected one when absent.',
        ),
    does(command, load) {
      command.action(async (...given: unknown[]) => {
        const args = given.slice(0, -2);
        const options = given.at(-2);
        const output = createOutput((options as { json?: true }).json === true);
        const act = (await load()) as Act<unknown[], unknown>;
        end(await act({ options, output }, ...args));
      });
    },
  };
}
