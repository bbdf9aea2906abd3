import type { Command } from 'commander';
import type { Commands } from '../createCommands';
import { loaded } from '../loaded';
import { collect } from './fileCommands';
import { waits } from './runCommands';

const FILE =
  'one schedule in YAML or JSON, with the fields of the API; - for standard input';

const explained = (command: Command) =>
  command.option('--reason <text>', 'Why, for the record.');

/** Adds the commands about what is started at its times. */
export function addScheduleCommands(commands: Commands): void {
  const schedules = commands.group(
    'schedules',
    'Makes, changes, pauses and looks at what is started at its times.',
  );
  addLooks(schedules);
  addChanges(schedules);
  addActs(schedules);
}

function addLooks(schedules: Commands): void {
  const list = schedules
    .addConnected(
      'list',
      'Lists schedules: their state, when they are due next, and why not.',
    )
    .option('--flow <id>', 'Only those that start this flow or script.')
    .option('--env <name>', 'Only those that work on this environment.')
    .option('--state <state>', 'Only those in this state.');
  schedules.does(
    list,
    async () => loaded(await import('./schedules')).listSchedules,
  );

  const show = schedules.addConnected(
    'show <schedule>',
    'Shows a schedule, when it is due next, and what became of its last due times.',
  );
  schedules.does(
    show,
    async () => loaded(await import('./schedules')).showSchedule,
  );

  const preview = schedules
    .addConnected(
      'preview [file]',
      'Shows when something would be due, and makes nothing.',
    )
    .option(
      '--cron <pattern>',
      'Instead of a file: a pattern of five fields; can be repeated.',
      collect,
    )
    .option('--every <length>', 'Instead of a file: a length such as 6h.')
    .option(
      '--timezone <name>',
      'The zone of the local times, such as Europe/Berlin.',
    )
    .option('--count <number>', 'How many due times, at most 50.', '5');
  schedules.does(
    preview,
    async () => loaded(await import('./previewSchedule')).previewSchedule,
  );
}

function addChanges(schedules: Commands): void {
  const create = explained(
    schedules
      .addConnected(
        'create',
        'Makes a schedule. Its runs have the rights of who does.',
      )
      .argument('<file>', FILE)
      .option('--paused', 'Starts nothing until somebody resumes it.'),
  );
  schedules.does(
    create,
    async () => loaded(await import('./changeSchedule')).createSchedule,
  );

  const update = explained(
    schedules
      .addConnected(
        'update',
        'Changes the schedule of this id. Its runs have the rights of who does.',
      )
      .argument('<file>', FILE)
      .option(
        '--revision <number>',
        'Refused when the schedule has another one now; the present one when absent.',
      ),
  );
  schedules.does(
    update,
    async () => loaded(await import('./changeSchedule')).updateSchedule,
  );

  const remove = explained(
    schedules
      .addConnected('remove <schedule>', 'Removes a schedule; its runs go on.')
      .option(
        '--revision <number>',
        'Refused when the schedule has another one now; the present one when absent.',
      ),
  );
  schedules.does(
    remove,
    async () => loaded(await import('./changeSchedule')).removeSchedule,
  );
}

function addActs(schedules: Commands): void {
  const pause = explained(
    schedules.addConnected(
      'pause <schedule>',
      'Starts nothing more by a schedule; its runs go on.',
    ),
  );
  schedules.does(
    pause,
    async () => loaded(await import('./actOnSchedule')).pauseSchedule,
  );

  const resume = explained(
    schedules
      .addConnected(
        'resume <schedule>',
        'Lets a schedule go on, with the rights of who does so.',
      )
      .requiredOption(
        '--missed <choice>',
        'What becomes of the due times since it stopped: skip, latest or all.',
      ),
  );
  schedules.does(
    resume,
    async () => loaded(await import('./actOnSchedule')).resumeSchedule,
  );

  const trigger = explained(
    waits(
      schedules.addConnected(
        'trigger <schedule>',
        'Starts the run of a schedule now, in the name of who asks.',
      ),
    ),
  );
  schedules.does(
    trigger,
    async () => loaded(await import('./actOnSchedule')).triggerSchedule,
  );

  const skip = explained(
    schedules.addConnected(
      'skip-next <schedule>',
      'Leaves out the next due time of a schedule.',
    ),
  );
  schedules.does(
    skip,
    async () => loaded(await import('./actOnSchedule')).skipNext,
  );
}
