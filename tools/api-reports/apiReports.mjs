// `tools/yarn api-reports`: writes what each package exports into its
// `report.api.md`, so that a change of it is seen in a review.
import path from 'node:path';
import { explainFailure, say, step } from '../terminal.mjs';
import { toolEnvironment } from '../toolchain/environment.mjs';
import { ensureNode24 } from '../toolchain/node24.mjs';
import { logDirectory, repositoryRoot } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';
import { ensureReporter, forgetDeclarations } from './reporter.mjs';

async function writeReports() {
  const node = await ensureNode24();
  let reporter;
  await step('API Extractor', async () => {
    reporter = await ensureReporter();
  });
  forgetDeclarations();
  await step('Types', () =>
    run(node, 'types', [
      'node_modules/typescript/bin/tsc',
      '--pretty',
      'false',
    ]),
  );
  await step('Reports', () => run(node, 'reports', reporter));
  say('\n`git diff plugins/*/*.api.md` shows what changed.');
}

function run(node, what, args) {
  return runLogged({
    command: node.executable,
    args,
    cwd: repositoryRoot,
    env: toolEnvironment(node),
    logFile: path.join(logDirectory, `api-${what}.log`),
    what: `The step ${what}`,
    hint: 'Warnings stand in the reports, plugins/*/*.api.md, and in the comments of what they name.',
  });
}

writeReports().catch(error => {
  explainFailure(error);
  process.exitCode = 1;
});
