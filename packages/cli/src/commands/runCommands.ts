import type { Command } from 'commander';
import type { Commands } from '../createCommands';
import { collect } from './fileCommands';
import { loaded } from '../loaded';

const INPUT =
  'its input as name=value; name:=JSON for what is no plain text; name=@FILE for the text of a file, @- for standard input';

/** Adds the options that say what a run is started with. */
function takesInput(command: Command): Command {
  return command
    .argument('<flow>', 'the id of a flow, or of a script')
    .argument('[input...]', INPUT)
    .option(
      '--input <file>',
      'The whole input, as YAML or JSON; - for standard input.',
    )
    .option('--env <name>', 'The environment; the default one when absent.')
    .option('--dry-run', 'Changes nothing; scripts say what they would do.');
}

/** Adds the options that say how a run is waited for. */
export function waits(command: Command): Command {
  return command
    .option(
      '--wait',
      'Follows the run to its end, and ends with its outcome; with 3 when it waits for people.',
    )
    .option(
      '--logs',
      'Waits as --wait does, and writes what its steps print as well.',
    )
    .option('--past-people', 'Goes on waiting while the run waits for people.');
}

const reasoned = (command: Command) =>
  command.requiredOption('--reason <text>', 'Why, for whoever looks later.');

/** Adds the commands that start runs, follow them and act on them. */
export function addRunCommands(commands: Commands): void {
  const run = waits(
    takesInput(commands.addConnected('run', 'Starts a flow or a script.')),
  )
    .option('--reason <text>', 'Why, for whoever looks later.')
    .option('--start-at <time>', 'Not before this time, in ISO 8601.')
    .option('--key <text>', 'The same key returns the same run.')
    .option('--plan-digest <digest>', 'Refused when the plan is another now.')
    .option('--propose', 'Waits for the approval of a person first.');
  commands.does(run, async () => loaded(await import('./run')).run);

  const plan = takesInput(
    commands.addConnected(
      'plan',
      'Shows what a run would do, step by step, and changes nothing.',
    ),
  );
  commands.does(plan, async () => loaded(await import('./plan')).plan);

  const logs = commands
    .addConnected('logs <run>', 'Writes what the steps of a run have printed.')
    .option(
      '-f, --follow',
      'Goes on until the run is over, and ends with its outcome.',
    )
    .option('--step <id>', 'Only this step; can be repeated.', collect)
    .option('--stream <name>', 'Only stdout, or stderr.');
  commands.does(logs, async () => loaded(await import('./logs')).logs);

  const approve = reasoned(
    commands
      .addConnected('approve <run>', 'Lets a step that waits for people go on.')
      .option('--step <id>', 'The step; needed when several wait.'),
  );
  commands.does(approve, async () => loaded(await import('./act')).approve);

  const reject = reasoned(
    commands
      .addConnected('reject <run>', 'Lets a step that waits for people fail.')
      .option('--step <id>', 'The step; needed when several wait.'),
  );
  commands.does(reject, async () => loaded(await import('./act')).reject);

  const cancel = reasoned(
    commands.addConnected(
      'cancel <run>',
      'Ends a run and every process of it.',
    ),
  ).option('--wait', 'Waits until it is over.');
  commands.does(cancel, async () => loaded(await import('./act')).cancel);

  addListCommands(commands);
}

function addListCommands(commands: Commands): void {
  const runs = commands
    .addConnected('runs', 'Lists runs, newest first.')
    .option('--flow <id>', 'Only runs of this flow or script.')
    .option(
      '--status <status>',
      'Only runs that are so; can be repeated.',
      collect,
    )
    .option('--env <name>', 'Only runs of this environment.')
    .option('--initiator <ref>', 'Only runs that this user or service started.')
    .option(
      '--since <time>',
      'Only runs from then on: 2026-01-31T12:00:00Z, or 2h, 1d.',
    )
    .option(
      '--text <text>',
      'Only runs in whose id, flow or initiator this is.',
    )
    .option('--limit <number>', 'How many at most.', '20');
  commands.does(runs, async () => loaded(await import('./runs')).runs);

  const status = commands.addConnected(
    'status [run]',
    'Shows a run with its steps; the newest when none is named. Ends with its outcome.',
  );
  commands.does(status, async () => loaded(await import('./status')).status);
}
