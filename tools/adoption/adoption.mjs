// `tools/yarn test:adoption`: what a stranger does in a Backstage of their own, by
// the lines of the documents. `--short` is what `npm test` does of it.
import { explainFailure, say } from '../terminal.mjs';
import { ensureNode24 } from '../toolchain/node24.mjs';
import { tryInFull } from './inFull.mjs';
import { readOptions } from './options.mjs';
import { tryInShort } from './inShort.mjs';
import { Steps } from './Steps.mjs';

async function tryAdoption(words) {
  const options = readOptions(words);
  const node = await ensureNode24();
  const steps = new Steps();
  try {
    await (options.short ? tryInShort : tryInFull)({ steps, node, ...options });
  } catch (error) {
    explainFailure(error);
  }
  say(`\n${steps.summary()}`);
  return steps.failed === 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}

tryAdoption(process.argv.slice(2)).then(
  green => process.exit(green ? 0 : 1),
  error => {
    explainFailure(error);
    process.exit(1);
  },
);
