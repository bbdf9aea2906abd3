import type { CrashResult } from '../Drill';
import type { TrialRow } from './Trial';

const DOUBLED = /was started (?!0)\d+ ×/;
const LOST =
  /lines are stored and|was started 0 ×|The run is (still-not-over|backend-died)/;

/** Makes the row of backends that were killed; they have no doors, and so no liveness. */
export function rowOfCrashes(what: string, results: CrashResult[]): TrialRow {
  const tried = results.filter(({ crashed }) => crashed);
  const faults = results.flatMap(result => result.faults);
  const doubled = faults.filter(fault => DOUBLED.test(fault));
  const lost = faults.filter(fault => LOST.test(fault));
  return {
    what,
    runs: tried.length,
    lost: lost.length,
    doubled: doubled.length,
    wrong: faults.filter(
      fault => !doubled.includes(fault) && !lost.includes(fault),
    ),
  };
}
