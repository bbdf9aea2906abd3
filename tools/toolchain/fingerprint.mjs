import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './paths.mjs';

const MADE_FROM_SOURCES = new Set(['node_modules', 'dist', 'dist-types']);

/** One digest over the contents of files and folders of the repository. */
export function fingerprint(relativePaths, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of relativePaths.flatMap(filesUnder).sort()) {
    hash.update(`\0${file}\0`);
    hash.update(fs.readFileSync(path.join(repositoryRoot, file)));
  }
  return hash.digest('hex');
}

function filesUnder(relativePath) {
  const stats = fs.statSync(path.join(repositoryRoot, relativePath), {
    throwIfNoEntry: false,
  });
  if (!stats) return [];
  if (stats.isFile()) return [relativePath];
  return fs
    .readdirSync(path.join(repositoryRoot, relativePath))
    .filter(name => !MADE_FROM_SOURCES.has(name))
    .flatMap(name => filesUnder(path.join(relativePath, name)));
}

/** True when the last `writeStamp` of that name had the same fingerprint. */
export function matchesStamp(stampFile, value) {
  return (
    fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === value
  );
}

export function writeStamp(stampFile, value) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, value);
}
