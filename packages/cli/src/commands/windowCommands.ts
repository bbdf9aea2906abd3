import type { Commands } from '../createCommands';
import { loaded } from '../loaded';

/** Adds the commands about when which changes may happen. */
export function addWindowCommands(commands: Commands): void {
  const windows = commands.group(
    'windows',
    'Shows freezes and maintenance windows, and makes a freeze at once.',
  );
  const list = windows
    .addConnected('list', 'Lists windows: those that last now first.')
    .option('--env <name>', 'Only those that are about this environment.');
  windows.does(list, async () => loaded(await import('./windows')).listWindows);

  const freeze = windows
    .addConnected(
      'freeze',
      'Lets nothing be changed for a time; what is started meanwhile waits.',
    )
    .argument('<environments...>', 'the environments')
    .option('--for <length>', 'How long, such as 2h. Either this or --until.')
    .option('--until <time>', 'When it ends, in ISO 8601.')
    .option('--from <time>', 'When it begins, in ISO 8601; now when absent.')
    .option('--risk <risk>', 'Only what has at least this risk.')
    .option(
      '--hold-running',
      'The next step of a run that has begun waits as well.',
    )
    .option('--title <text>', 'Shown to people.')
    .requiredOption('--reason <text>', 'Why, for whoever looks later.');
  windows.does(freeze, async () => loaded(await import('./windows')).freeze);

  const end = windows
    .addConnected(
      'end <window>',
      'Ends a window that a call has made; what it holds goes on.',
    )
    .requiredOption('--reason <text>', 'Why, for whoever looks later.');
  windows.does(end, async () => loaded(await import('./windows')).endWindow);
}
