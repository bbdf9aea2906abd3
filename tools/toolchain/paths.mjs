import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** The one ignored folder that everything written at run time lives under. */
export const dataDirectory = path.join(repositoryRoot, '.data');

export const logDirectory = path.join(dataDirectory, 'logs');

/** Where the test suites leave reports, recordings and screenshots. */
export const testDirectory = path.join(dataDirectory, 'test');

export const yarnRelease = path.join(
  repositoryRoot,
  '.yarn/releases/yarn-4.13.0.cjs',
);
