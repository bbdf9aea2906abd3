// `npm run dev`: portal and backend with reload, on the token and the key that
// `npm start` uses too.
import { readSettings, secretsAsEnvironment } from './stack/settings.mjs';
import { explainFailure } from './terminal.mjs';
import { runYarn } from './toolchain/yarn.mjs';

try {
  Object.assign(process.env, secretsAsEnvironment(readSettings()));
  await runYarn(['backstage-cli', 'repo', 'start']);
} catch (error) {
  explainFailure(error);
  process.exitCode = 1;
}
