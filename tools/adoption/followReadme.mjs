import { StepFailure } from '../toolchain/StepFailure.mjs';
import { readLegacyBlocks, readReadme } from './documents.mjs';
import { placeBlock } from './placeBlock.mjs';
import { writeTeamContent } from './teamContent.mjs';

/** Installs by the lines of the README, word by word. */
export async function followReadme({ steps, app, legacy }) {
  const { installs, commands, blocks } = readReadme();
  for (const words of installs) {
    await steps.need(`README: ${words.join(' ')}`, () => give(app, words));
  }
  await steps.need('README: the lines of code and configuration', async () => {
    for (const block of blocks) placeBlock(app.directory, block);
    writeTeamContent(app.directory);
  });
  if (legacy) {
    await steps.need('docs/portal.md: the parts of a legacy app', async () => {
      for (const block of readLegacyBlocks()) placeBlock(app.directory, block);
    });
  }
  for (const words of commands) {
    await steps.need(`README: ${words.join(' ')}`, () => give(app, words));
  }
  await steps.need('yarn tsc', () => app.yarn('tsc'));
}

async function give(app, [command, ...args]) {
  if (command === 'yarn') return app.yarn(...args);
  throw new StepFailure(
    `The README says "${command} ${args.join(' ')}", and only commands of Yarn can be tried.`,
    'Write it as one, or let tools/adoption/followReadme.mjs know of it.',
  );
}
