// `npm test`: every check of the repository, on any Node.js from 18.
// `npm test -- types unit` runs only those; with a path after them,
// `npm test -- unit flows/input`, only the tests whose files have it in theirs.
// `npm test -- --no-install` brings no package of the system.
import { ensureClients } from './clients/ensureClients.mjs';
import { exitOnStopRequest } from './stack/onStopRequest.mjs';
import { explainFailure, say, step } from './terminal.mjs';
import { runAdoption } from './test/adoptionSuite.mjs';
import { runBrowserTests } from './test/browserSuites.mjs';
import { runJest } from './test/jestSuites.mjs';
import { runNodeTests } from './test/nodeSuites.mjs';
import { chooseSuites } from './test/chooseSuites.mjs';
import {
  checkApiReports,
  checkFormat,
  checkLint,
  checkTypes,
} from './test/staticChecks.mjs';
import { prepare } from './toolchain/prepare.mjs';

const SUITES = {
  types: { title: 'Types', run: checkTypes },
  api: { title: 'API reports', run: checkApiReports },
  lint: { title: 'Lint', run: checkLint },
  format: { title: 'Format', run: checkFormat },
  unit: {
    title: 'Unit and integration tests',
    takesPaths: true,
    async run(node, paths) {
      // The clients of others are many minutes of packages on a new machine.
      if (paths.length === 0) await ensureClients();
      return runJest(node, paths);
    },
  },
  scripts: {
    title: 'Tools and platform scripts',
    takesPaths: true,
    run: runNodeTests,
  },
  adoption: { title: 'What a stranger does, in short', run: runAdoption },
  browser: { title: 'Browser tests', takesPaths: true, run: runBrowserTests },
};

async function test(words) {
  const { chosen, paths, mayInstall } = chooseSuites(words, SUITES);
  const node = await prepare();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const flaky = [];
  for (const name of chosen) {
    const result = await runSuite(SUITES[name], { node, paths, mayInstall });
    for (const key of Object.keys(total)) total[key] += result[key] ?? 0;
    flaky.push(...(result.flaky ?? []));
  }
  say();
  // Not a failure, but a mistake in the test or in what it tests.
  for (const one of flaky) say(`flaky: ${one}`);
  if (paths.length > 0 && total.passed + total.failed + total.skipped === 0) {
    say(
      `No test file of ${chosen.join(' and ')} has ${paths.join(' or ')} in its path.`,
    );
    return false;
  }
  say(summary(total));
  return total.failed === 0;
}

async function runSuite({ title, run }, { node, paths, mayInstall }) {
  let result;
  try {
    await step(title, async () => {
      result = await run(node, paths, { mayInstall });
      if (result.failed > 0) throw new Error(title);
    });
  } catch (error) {
    // What keeps a suite from running is a failure of that suite, and no
    // reason not to run the others.
    result ??= { passed: 0, failed: 1, output: error.stack };
  }
  say(`    ${summary(result)}`);
  if (result.output) say(`\n${result.output}\n`);
  return result;
}

function summary({ passed, failed, skipped = 0 }) {
  const parts = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}

exitOnStopRequest();

test(process.argv.slice(2)).then(
  green => process.exit(green ? 0 : 1),
  error => {
    explainFailure(error);
    say('\n0 passed, 1 failed');
    process.exit(1);
  },
);
