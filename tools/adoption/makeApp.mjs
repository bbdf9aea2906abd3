import fs from 'node:fs';
import path from 'node:path';
import { dataDirectory, repositoryRoot } from '../toolchain/paths.mjs';
import { adoptionDirectory } from './App.mjs';
import { readResolutions } from './documents.mjs';

/** The release of create-app that makes apps of Backstage 1.55. */
const PINNED = '0.9.2';

/**
 * Makes an app by Backstage's own create-app, and installs it.
 *
 * @param options - `newest`: by the newest release, with the newest package of each
 *   name, instead of those that the release names and our lock file has; `legacy`:
 *   of the legacy frontend system
 */
export async function makeApp({ steps, app, registry, newest, legacy }) {
  const release = newest ? 'latest' : PINNED;
  if (fs.existsSync(app.directory)) {
    await steps.need('The app of the last time is removed', () =>
      fs.promises.rm(app.directory, { recursive: true, force: true }),
    );
  }
  await steps.need(`create-app@${release}${legacy ? ' --legacy' : ''}`, () =>
    create({ app, release, legacy }),
  );
  if (!newest) pin(app.directory);
  takeNewerSqlite(app.directory);
  askRegistry(app.directory, registry);
  await steps.need('Its packages are installed', () =>
    newest ? app.yarn('up', '@backstage/*') : app.yarn('install'),
  );
}

async function create({ app, release, legacy }) {
  await app.run('create-app', {
    command: 'npx',
    args: [
      '--yes',
      `@backstage/create-app@${release}`,
      '--skip-install',
      ...(legacy ? ['--legacy'] : []),
    ],
    cwd: adoptionDirectory,
    env: { BACKSTAGE_APP_NAME: path.basename(app.directory) },
  });
}

/** Exactly the versions of the release; for what is below them, our lock file. */
function pin(directory) {
  for (const part of ['.', 'packages/app', 'packages/backend']) {
    const file = path.join(directory, part, 'package.json');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/("@backstage\/[\w-]+": ")\^/g, '$1'));
  }
  fs.copyFileSync(
    path.join(repositoryRoot, 'yarn.lock'),
    path.join(directory, 'yarn.lock'),
  );
}

/** As the document about troubles says, since a new app ends without it. */
function takeNewerSqlite(directory) {
  const file = path.join(directory, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  Object.assign(manifest.resolutions, readResolutions());
  fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
}

/** Our packages are had from this machine, by the names that they have elsewhere. */
function askRegistry(directory, { url }) {
  fs.appendFileSync(
    path.join(directory, '.yarnrc.yml'),
    `\nnpmScopes:\n  idp:\n    npmRegistryServer: ${url}\n\nunsafeHttpWhitelist:\n  - ${new URL(url).hostname}\n`,
  );
  // Of the same version, and packed before.
  const cache = path.join(dataDirectory, 'yarn/cache');
  if (!fs.existsSync(cache)) return;
  for (const name of fs.readdirSync(cache)) {
    if (name.startsWith('@idp-')) fs.rmSync(path.join(cache, name));
  }
}
