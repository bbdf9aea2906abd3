import fs from 'node:fs';
import path from 'node:path';

/**
 * The packages of a repository that are published, in the order of their names:
 * the folder of each, and its package.json.
 */
export function publishedWorkspaces(root) {
  return readManifest(root)
    .workspaces.flatMap(pattern => foldersOf(root, pattern))
    .map(folder => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private)
    .sort((a, b) => a.manifest.name.localeCompare(b.manifest.name));
}

function foldersOf(root, pattern) {
  if (!pattern.endsWith('/*')) return [path.join(root, pattern)];
  const parent = path.join(root, pattern.slice(0, -2));
  return fs
    .readdirSync(parent)
    .map(name => path.join(parent, name))
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')));
}

/** The package.json of a folder. */
export function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
