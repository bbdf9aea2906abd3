import { aboutRun } from '../../access/recording';
import type { Call } from '../defineOperation';

/** Looking at a run is recorded where it is refused. */
export const auditOfReading = {
  records: 'refusals' as const,
  action: 'run.read',
  about: ({ input }: Call<{ runId: string }>) => aboutRun(input.runId),
};
