// `tools/yarn release --dry-run`: builds, packs and checks every package that is
// published, and says what a publication would do. It publishes nothing.
import path from 'node:path';
import { explainFailure, say, step } from '../terminal.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { dataDirectory, repositoryRoot } from '../toolchain/paths.mjs';
import { checkArchives } from './checkArchives.mjs';
import { checkMetadata } from './checkMetadata.mjs';
import { packPackages } from './pack.mjs';
import { readChangesets } from './readChangesets.mjs';

const ARCHIVES = path.join(dataDirectory, 'archives');

async function release(words) {
  if (words.join(' ') !== '--dry-run') {
    throw new StepFailure(
      'This command publishes nothing, and says so by an option.',
      'tools/yarn release --dry-run',
    );
  }
  await step('package.json, README.md and CHANGELOG.md of each', () =>
    orFail(checkMetadata(repositoryRoot)),
  );
  let packages;
  await step('Types, build and archives', async () => {
    packages = await packPackages(repositoryRoot, ARCHIVES);
  });
  let result;
  await step('publint and attw', async () => {
    result = await checkArchives(packages);
    orFail(result.checked.flatMap(({ problems }) => problems));
    orFail(result.needless);
  });
  tellIgnored(result.ignored);
  tellArchives(result.checked);
  tellChangesets(await readChangesets(repositoryRoot));
}

function orFail(problems) {
  if (problems.length === 0) return;
  throw new StepFailure(
    problems.map(problem => `  ${problem}`).join('\n'),
    'Mend this before anything is published.',
  );
}

function tellIgnored(rules) {
  say('\nFound in what the Backstage CLI builds, and let pass:');
  for (const { tool, rule, roles, because } of rules) {
    say(`  ${tool} ${rule} (${roles.join(', ')}): ${because}`);
  }
}

function tellArchives(checked) {
  say(`\nWould be published, from ${path.relative('.', ARCHIVES)}:`);
  const width = Math.max(...checked.map(({ name }) => name.length));
  for (const { name, version, size, files } of checked) {
    const kib = `${Math.ceil(size / 1024)} KiB`;
    say(
      `  ${name.padEnd(width)}  ${version}  ${kib.padStart(8)}  ${files} files`,
    );
  }
}

function tellChangesets({ count, releases }) {
  if (count === 0) {
    say('\nNo changeset waits: the versions above are the next ones.');
    return;
  }
  say(
    `\nNot in these versions, until \`tools/yarn changeset version\`: ${count} changesets.`,
  );
  for (const { name, oldVersion, newVersion } of releases) {
    say(`  ${name} ${oldVersion} → ${newVersion}`);
  }
}

release(process.argv.slice(2)).catch(error => {
  explainFailure(error);
  process.exitCode = 1;
});
