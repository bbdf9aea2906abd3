import fs from 'node:fs';
import path from 'node:path';
import { say } from '../terminal.mjs';
import { packPackages } from '../release/pack.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { adoptionDirectory, createApp } from './App.mjs';
import { tryDevelopment } from './development.mjs';
import { followReadme } from './followReadme.mjs';
import { makeApp } from './makeApp.mjs';
import { tryProduction } from './production.mjs';
import { serveRegistry } from './registry.mjs';

/**
 * In an app that Backstage's create-app makes: installed, run and built for
 * production, each as the documents say. Takes some ten minutes and 3 GB.
 */
export async function tryInFull({ steps, node, newest, legacy }) {
  const name = [newest ? 'newest' : 'pinned', ...(legacy ? ['legacy'] : [])];
  const app = createApp({ name: name.join('-'), node });
  const atEnd = [];
  say(`A stranger's app, in ${app.directory}`);
  try {
    const registry = await steps.need('The packages are packed', () =>
      packForAll(app),
    );
    atEnd.push(() => registry.close());
    await makeApp({ steps, app, registry, newest, legacy });
    await followReadme({ steps, app, legacy });
    await tryDevelopment({ steps, app, legacy, atEnd });
    await tryProduction({ steps, app, node, atEnd });
  } finally {
    for (const end of atEnd.reverse()) await end();
  }
}

async function packForAll({ directory }) {
  const into = path.join(adoptionDirectory, 'packed', path.basename(directory));
  fs.rmSync(into, { recursive: true, force: true });
  return serveRegistry(await packPackages(repositoryRoot, into));
}
