import fs from 'node:fs';
import path from 'node:path';

/**
 * Gives a copy of the repository the packages of the repository, by links. What
 * are links there already, the workspaces, lead to the copy's own.
 */
export function linkDependencies(repository, copy) {
  const { workspaces } = JSON.parse(
    fs.readFileSync(path.join(repository, 'package.json'), 'utf8'),
  );
  const folders = workspaces.flatMap(pattern =>
    fs.globSync(pattern, { cwd: repository }),
  );
  for (const folder of ['.', ...folders]) {
    const packages = path.join(repository, folder, 'node_modules');
    if (fs.existsSync(packages)) {
      linkEach(packages, path.join(copy, folder, 'node_modules'));
    }
  }
}

function linkEach(from, to) {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [from, to].map(one => path.join(one, entry.name));
    const isScope = entry.name.startsWith('@') || entry.name === '.bin';
    if (entry.isSymbolicLink()) {
      fs.symlinkSync(fs.readlinkSync(source), target);
    } else if (isScope) {
      linkEach(source, target);
    } else {
      fs.symlinkSync(source, target);
    }
  }
}
