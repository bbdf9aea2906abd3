import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How a service is told to fail by a file (start, unhealthy, hang), if it is. */
export function toldFailure(stateDirectory, name) {
  const file = path.join(stateDirectory, 'fail', name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
