import type { Commands } from '../createCommands';
import { waits } from './runCommands';
import { loaded } from '../loaded';

/** Adds the commands about the services of the platform. */
export function addPlatformCommands(commands: Commands): void {
  const health = commands
    .addConnected(
      'health',
      'Shows how the platform is; ends with 1 unless it is healthy.',
    )
    .option('--env <name>', 'The environment; the default one when absent.')
    .option('--refresh', 'Asks every service anew.');
  commands.does(health, async () => loaded(await import('./health')).health);

  const operate = waits(
    commands
      .addConnected(
        'operate',
        'Starts, stops or restarts services, or looks at them.',
      )
      .argument('<operation>', 'start, stop, restart, status or health')
      .argument('[services...]', 'names of services; all when there is none')
      .option('--env <name>', 'The environment; the default one when absent.')
      .option(
        '--plan',
        'Shows waves and what else is touched, and does nothing.',
      )
      .option('--dry-run', 'Changes nothing.')
      .option('--force', 'Stops what a critical service needs; wants a reason.')
      .option(
        '--until <time>',
        'With stop: until when they are meant to be stopped.',
      )
      .option('--reason <text>', 'Why, for whoever looks later.')
      .option('--key <text>', 'The same key returns the same run.')
      .option('--propose', 'Waits for the approval of a person first.'),
  );
  commands.does(operate, async () => loaded(await import('./operate')).operate);
}
