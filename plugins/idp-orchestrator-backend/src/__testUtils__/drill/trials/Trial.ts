/** One row of the drill's table: what was done to a backend, and what became of its runs. */
export interface TrialRow {
  what: string;
  /** The number of runs that were under way. */
  runs: number;
  /** The number of runs that did not end, or of which something that was done is not told. */
  lost: number;
  /** The number of things that were done twice. */
  doubled: number;
  /** What is wrong besides, as sentences. */
  wrong: string[];
  /** The longest time (ms) that the question whether the backend lives waited for its answer. */
  worstLivenessMs?: number;
  /** The reason why it could not be tried here. */
  skipped?: string;
}

/** What a trial is given. */
export interface TrialPlace {
  /** Everything that is written is in it. */
  folder: string;
  /** A trial that costs seconds, with fewer runs and shorter times. */
  short: boolean;
}

/** Something that is done to a backend while it works. */
export interface Trial {
  what: string;
  /** The reason why this host does not let it be tried. */
  unavailableReason?(): string | undefined;
  run(place: TrialPlace): Promise<TrialRow>;
}

/** Tries it, or says why not. */
export async function tryOnce(
  { what, unavailableReason, run }: Trial,
  place: TrialPlace,
): Promise<TrialRow> {
  const skipped = unavailableReason?.();
  if (skipped === undefined) return run(place);
  return { what, runs: 0, lost: 0, doubled: 0, wrong: [], skipped };
}

export function hasFailed({ lost, doubled, wrong }: TrialRow): boolean {
  return lost > 0 || doubled > 0 || wrong.length > 0;
}
