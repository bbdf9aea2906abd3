import { say, step } from '../terminal.mjs';
import { install, isInstalled } from './install.mjs';
import { ensureNode24 } from './node24.mjs';

/** What both commands need first: the right Node.js and the dependencies. */
export async function prepare() {
  const node = await step('Node.js', () => ensureNode24());
  if (isInstalled(node)) {
    say('  ✓ Dependencies (unchanged)');
  } else {
    await step('Dependencies, by the lock file', () => install(node));
  }
  return node;
}
