import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../toolchain/environment.mjs';
import { ensureNode24 } from '../toolchain/node24.mjs';
import { logDirectory, yarnRelease } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';
import { publishedWorkspaces } from './workspaces.mjs';

/**
 * Builds every package that is published and packs it, as a publication would.
 *
 * @param root the repository, its dependencies installed
 * @param into a folder, made where it is missing
 * @returns of each package its name, its version and the path of its archive
 */
export async function packPackages(root, into) {
  const folder = path.resolve(into);
  fs.mkdirSync(folder, { recursive: true });
  const packages = publishedWorkspaces(root);
  await yarn(root, 'types', ['tsc', '--pretty', 'false']);
  await yarn(root, 'build', ['backstage-cli', 'repo', 'build']);
  try {
    await yarn(root, 'pack', packInto(folder));
  } finally {
    for (const { folder: packed } of packages) restoreManifest(packed);
  }
  return packages.map(({ manifest: { name, version } }) => {
    const file = path.join(folder, archiveName(name, version));
    fs.renameSync(path.join(folder, yarnsName(name, version)), file);
    return { name, version, file };
  });
}

function packInto(folder) {
  const out = path.join(folder, '%s-%v.tgz');
  // One after the other: each reads the package.json of all of them, and
  // rewrites its own.
  return ['workspaces', 'foreach', '--all', '--no-private', 'pack', '-o', out];
}

async function yarn(root, what, args) {
  const node = await ensureNode24();
  await runLogged({
    command: node.executable,
    args: [yarnRelease, ...args],
    cwd: root,
    env: toolEnvironment(node),
    logFile: path.join(logDirectory, `release-${what}.log`),
    what: `\`tools/yarn ${args.join(' ')}\``,
    hint: 'Nothing was published.',
  });
}

/**
 * The Backstage CLI writes the published package.json in place of ours while it
 * packs; when that was cut off, ours is still beside it.
 */
function restoreManifest(folder) {
  const ours = path.join(folder, 'package.json-prepack');
  if (!fs.existsSync(ours)) return;
  fs.renameSync(ours, path.join(folder, 'package.json'));
}

function yarnsName(name, version) {
  return `${name.replace('/', '-')}-${version}.tgz`;
}

/** As npm names it: an `@` at the beginning would read as a scope. */
function archiveName(name, version) {
  return yarnsName(name, version).replace(/^@/, '');
}
