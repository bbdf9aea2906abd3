import { CustomErrorBase } from '@backstage/errors';

/** Says that what is stored of a run cannot be read, in words for callers. */
export class UnreadableRunError extends CustomErrorBase {
  static damaged(runId: string): UnreadableRunError {
    return new UnreadableRunError(
      `What is stored of run ${runId} is damaged: it was compacted, and its bytes are not those that were written. Other runs are not touched by this. Restore the run from a backup of the database, and check the disk that it is on`,
    );
  }

  static unknown(runId: string, format: number): UnreadableRunError {
    return new UnreadableRunError(
      `What is stored of run ${runId} has the format ${format}, which this version does not know: a newer version compacted it, or it is damaged. Other runs are not touched by this. Start the newer version again; see docs/upgrades.md`,
    );
  }
}
