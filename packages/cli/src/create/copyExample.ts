import {
  chmod,
  copyFile,
  cp,
  readdir,
  readFile,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { CONTENT } from './content';

const SCHEMA = 'flow.schema.json';

/** Not to be kept by git. The packages of npm hold no file of this name. */
const IGNORED = '.data/\nnode_modules/\n';

/**
 * Copies the example into a folder, as content of somebody's own.
 *
 * @returns the files that were written, in the order of their names
 */
export async function copyExample(
  from: string,
  folder: string,
): Promise<string[]> {
  for (const name of CONTENT) {
    await cp(path.join(from, name), path.join(folder, name), {
      recursive: true,
    });
  }
  await writeFile(path.join(folder, '.gitignore'), IGNORED);
  await copyFile(
    require.resolve(`@idp/backstage-plugin-idp-orchestrator-common/${SCHEMA}`),
    path.join(folder, SCHEMA),
  );
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  await Promise.all(files.map(makeOwn));
  await ownPackage(path.join(folder, 'package.json'));
  return files.map(file => path.relative(folder, file)).toSorted();
}

/** Lets scripts be executed, which not every archive keeps, and leads editors to the schema. */
async function makeOwn(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (text.startsWith('#!')) await chmod(file, 0o755);
  const own = text.replace(
    /^# yaml-language-server: \$schema=.*$/m,
    `# yaml-language-server: $schema=../${SCHEMA}`,
  );
  if (own !== text) await writeFile(file, own);
}

/** What the tests of the repository need is no business of a copy. */
async function ownPackage(file: string): Promise<void> {
  const description = JSON.parse(await readFile(file, 'utf8'));
  delete description.devDependencies;
  description.name = 'platform';
  await writeFile(file, `${JSON.stringify(description, null, 2)}\n`);
}
