import type { TestScript } from '../../scriptsFolder';

/** A script that notes when it begins, and when it has done its work. */
export function noted(work: string, entry: TestScript['entry'] = {}) {
  return {
    bash: `id="$IDP_RUN_ID $IDP_STEP_ID $IDP_ATTEMPT"
echo "$id begun" >> "$FOLDER/notes"
${work}
echo "$id done" >> "$FOLDER/notes"`,
    entry,
  };
}

/** A script that says a line ten times a second, for so many seconds, and gives their number. */
export function speaking(seconds: number): TestScript {
  return noted(`for n in $(seq 1 ${seconds * 10}); do echo "line $n"; sleep 0.1; done
echo "lines=${seconds * 10}" >> "$IDP_OUTPUT"`);
}
