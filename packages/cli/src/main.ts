import { CommanderError } from 'commander';
import { createProgram } from './program';
import { describeFailure } from './describeFailure';
import { exitCodeOf } from './exitCodes';
import { createOutput } from './terminal/Output';

/** Runs a command line, and gives the code that the process ends with. */
export async function main(args: string[]): Promise<number> {
  let code = exitCodeOf('succeeded');
  const program = createProgram(ending => {
    code = exitCodeOf(ending);
  });
  // Whoever reads no further, such as head, ends what is written to it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(code);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // What was wrong with the command itself is written already.
    if (error instanceof CommanderError) {
      return exitCodeOf(error.exitCode === 0 ? 'succeeded' : 'misused');
    }
    return tell(error, args.includes('--json'));
  }
}

function tell(error: unknown, isJson: boolean): number {
  const { message, ending } = describeFailure(error);
  const exitCode = exitCodeOf(ending);
  const output = createOutput(isJson);
  if (isJson) output.json({ error: { message, exitCode } });
  else output.note(`idp-orchestrator: ${message}`);
  return exitCode;
}
