import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { readBlocks, readCommands } from './documentBlocks.mjs';

/** The last command of the README; it does not end, so it is given by others. */
const START = 'yarn start';

/**
 * How the README says to install it.
 *
 * @returns `installs`, the commands that add packages; `commands`, those behind
 *   them; and `blocks`, the code that goes into files
 */
export function readReadme() {
  const blocks = blocksOf('README.md', '## In your own Backstage');
  const all = readCommands(blocks);
  requireStart(all.at(-1).join(' '));
  const installs = all.filter(words => words.includes('add'));
  return {
    installs,
    commands: all.slice(0, -1).filter(words => !installs.includes(words)),
    blocks: blocks.filter(({ file }) => file),
  };
}

/** The code that a legacy app needs besides. */
export function readLegacyBlocks() {
  return blocksOf(
    'docs/portal.md',
    '### In an app of the legacy frontend system',
  );
}

/** The versions that a new app needs to run at all. */
export function readResolutions() {
  const [{ code }] = blocksOf(
    'docs/troubleshooting.md',
    '### A new app ends with `Assertion failed: (env) != nullptr`',
  );
  return JSON.parse(code).resolutions;
}

function blocksOf(document, heading) {
  const file = path.join(repositoryRoot, document);
  return readBlocks(fs.readFileSync(file, 'utf8'), heading);
}

function requireStart(line) {
  if (line === START) return;
  throw new StepFailure(
    `The last command of the README is "${line}".`,
    `The test expects "${START}", and starts the app by that.`,
  );
}
