import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../toolchain/environment.mjs';
import {
  fingerprint,
  matchesStamp,
  writeStamp,
} from '../toolchain/fingerprint.mjs';
import {
  dataDirectory,
  logDirectory,
  repositoryRoot,
  yarnRelease,
} from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';

const STAMP = path.join(dataDirectory, 'stamps', 'portal');

export const portalDirectory = path.join(repositoryRoot, 'packages/app/dist');

/** True when the bundle was made from the sources as they are now. */
export function isPortalBuilt() {
  return (
    matchesStamp(STAMP, portalFingerprint()) &&
    fs.existsSync(path.join(portalDirectory, 'index.html'))
  );
}

/**
 * Makes the portal's bundle. A production bundle and not a development server:
 * it takes seconds to make, is made once, and is what users of a portal get.
 */
export async function buildPortal(node) {
  const value = portalFingerprint();
  await runLogged({
    command: node.executable,
    args: [yarnRelease, 'workspace', 'app', 'build'],
    cwd: repositoryRoot,
    env: toolEnvironment(node),
    logFile: path.join(logDirectory, 'portal-build.log'),
    what: 'Building the portal',
    hint: '`tools/yarn tsc` shows type errors of the sources.',
  });
  writeStamp(STAMP, value);
}

function portalFingerprint() {
  return fingerprint([
    'yarn.lock',
    'packages/app',
    'plugins/idp-orchestrator',
    'plugins/idp-orchestrator-common',
  ]);
}
