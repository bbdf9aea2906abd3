import type { ScheduleDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { readObjectFile } from '../runs/readInput';

/** A schedule as a file has it; whether it is right is told by the backend. */
export type WrittenSchedule = Partial<ScheduleDefinition>;

/**
 * Reads the one schedule of a file. `kind: schedule`, as files in the folder of
 * flows have it, may stand there.
 *
 * @throws CliError
 */
export async function readScheduleFile(file: string): Promise<WrittenSchedule> {
  const { kind, ...definition } = await readObjectFile(file, 'one schedule');
  if (kind !== undefined && kind !== 'schedule') {
    throw new CliError(
      `Expected kind: schedule, or none, in ${file}, got ${JSON.stringify(kind)}`,
    );
  }
  return definition;
}
