import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of this package, from its sources as from what is built of them. */
const PACKAGE = path.dirname(require.resolve('../../package.json'));

/** The folder of the published package in which the example is; no copy of it is in the repository. */
export const PACKED_EXAMPLE = path.join(PACKAGE, 'dist/example');

/** The example as it is in the repository. */
export const REPOSITORY_EXAMPLE = path.resolve(
  PACKAGE,
  '../../examples/platform',
);

/**
 * The files and folders of the example that make a platform. Its tests, the
 * entities that belong to the portal of the repository, and what is about
 * environments that a copy has not, stay there.
 */
export const CONTENT = [
  'catalog/platform.yaml',
  'catalog/services.yaml',
  'flows/bootstrap-platform.yaml',
  'flows/nightly.yaml',
  'flows/rotate-sandbox-services.yaml',
  'health',
  'kubernetes',
  'package.json',
  'sandbox',
  'scripts',
  'services.yaml',
];

/** Finds the example; only the repository has the sources of the command. */
export function findExample(): string {
  return existsSync(path.join(PACKAGE, 'src'))
    ? REPOSITORY_EXAMPLE
    : PACKED_EXAMPLE;
}
