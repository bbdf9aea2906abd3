/** Of more failures than this the cause is hardly chance, and a rerun would take long. */
const MOST_FILES = 5;

/**
 * Runs the test files that failed once more, alone: one that passes then is
 * flaky, which is told and does not keep a change from landing.
 *
 * @param first what came of all files: counts, and `failedFiles` and
 *   `failedTests` by name, where they are known
 * @param rerun runs some files alone, and reads what came of them
 * @returns the counts of the last try of each file, and the names of the flaky
 */
export async function rerunAlone(first, rerun) {
  const { failedFiles, failedTests, ...result } = first;
  if (failedFiles.length === 0 || failedFiles.length > MOST_FILES) {
    return result;
  }
  const second = await rerun(failedFiles);
  const still = new Set(second.failedTests);
  return {
    passed: result.passed + result.failed - second.failed,
    failed: second.failed,
    skipped: result.skipped,
    output: second.failed > 0 ? result.output : undefined,
    flaky: failedTests.filter(name => !still.has(name)),
  };
}
