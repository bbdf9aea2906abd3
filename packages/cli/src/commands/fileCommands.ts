import type { Commands } from '../createCommands';
import { loaded } from '../loaded';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** Adds the commands that read files and need no backend. */
export function addFileCommands(commands: Commands): void {
  const create = commands.add(
    'create <dir>',
    'Copies the example platform into a new folder, as a start of your own: the flow bootstrap-platform, its scripts with their catalog, services and sandbox.',
  );
  commands.does(create, async () => loaded(await import('./create')).create);

  const init = commands
    .add(
      'init <dir>',
      'Drafts a commented catalog.yaml from the scripts of a folder. It reads them, and runs none.',
    )
    .option(
      '--probe <names...>',
      'Runs `--help` of these scripts, by file or id, and reads what they say. No other is run.',
    )
    .option('--stdout', 'Writes the draft to the output, and no file.')
    .option('--force', 'Writes over a catalog.yaml that is there.');
  commands.does(init, async () => loaded(await import('./init')).init);

  const check = commands
    .add(
      'check',
      'Judges configuration, script catalogs, flows and services as a backend would at its start, without one.',
    )
    .option(
      '--config <file>',
      'A file of the configuration, the strongest last; can be repeated. app-config.yaml and app-config.local.yaml when absent.',
      collect,
    )
    .option(
      '--scripts <dir>',
      'Judges the catalog of this folder, without a configuration.',
    )
    .option('--flows <dir>', 'With --scripts: judges the flows of this folder.')
    .option(
      '--cwd <dir>',
      'The folder in which the backend is started, where relative paths begin; packages/backend, or the working directory, when absent.',
    )
    .option(
      '--module-step <name>',
      'A step type that a module brings; can be repeated.',
      collect,
    )
    .option(
      '--module-flow <id>',
      'A flow that a module brings; can be repeated.',
      collect,
    )
    .option('--strict', 'Ends with 1 for warnings as well.');
  commands.does(check, async () => loaded(await import('./check')).check);
}
