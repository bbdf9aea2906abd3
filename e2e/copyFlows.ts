import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('fixtures/flows', import.meta.url));
const BOOTSTRAP = fileURLToPath(
  new URL(
    '../examples/platform/flows/bootstrap-platform.yaml',
    import.meta.url,
  ),
);

/** Copies the flows of the tests, and the bootstrap of the example, into a folder. */
export function copyFlows(folder: string): string {
  fs.cpSync(FIXTURES, folder, { recursive: true });
  fs.copyFileSync(BOOTSTRAP, path.join(folder, path.basename(BOOTSTRAP)));
  return folder;
}
