import { aboutRun } from '../../access/recording';
import type { Call } from '../defineOperation';

/** The audit of looking at a run, which is recorded where it is refused. */
export const auditOfReading = {
  records: 'refusals' as const,
  action: 'run.read',
  about: ({ input }: Call<{ runId: string }>) => aboutRun(input.runId),
};
