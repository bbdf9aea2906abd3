import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** The one ignored folder that everything written at run time lives under. */
export const dataDirectory = path.join(repositoryRoot, '.data');

export const logDirectory = path.join(dataDirectory, 'logs');

export const yarnRelease = path.join(
  repositoryRoot,
  '.yarn/releases/yarn-4.13.0.cjs',
);
