import { Command } from 'commander';
import { addAuditCommands } from './commands/auditCommands';
import { addFileCommands } from './commands/fileCommands';
import { addPlatformCommands } from './commands/platformCommands';
import { addRunCommands } from './commands/runCommands';
import { addScheduleCommands } from './commands/scheduleCommands';
import { addWindowCommands } from './commands/windowCommands';
import { createCommands } from './createCommands';
import type { Ending } from './exitCodes';

const DESCRIPTION =
  'Drafts and checks the script catalog of a platform, and starts, follows and answers runs of its flows.';

/** Makes the whole command line; `end` is told how a command ended. */
export function createProgram(end: (ending: Ending) => void): Command {
  const program = new Command('idp-orchestrator')
    .description(DESCRIPTION)
    .version(readVersion(), '-V, --version', 'Writes the version.')
    .helpOption('-h, --help', 'Shows what there is.')
    .helpCommand(false)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride();
  const commands = createCommands(program, end);
  addFileCommands(commands);
  addRunCommands(commands);
  addPlatformCommands(commands);
  addScheduleCommands(commands);
  addWindowCommands(commands);
  addAuditCommands(commands);
  return program;
}

function readVersion(): string {
  return (require('../package.json') as { version: string }).version;
}
