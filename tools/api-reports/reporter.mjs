import fs from 'node:fs';
import path from 'node:path';
import { installByLock } from '../toolchain/installByLock.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';

const OMITTED = [
  // Said of each symbol and field without a comment; most have a schema or a name
  // that says all.
  'ae-undocumented',
  // In this repository packages see each other's sources, and not what is built.
  'ae-wrong-input-file-type',
];

// The types of the contracts, of the client's methods by their ids, and of the texts
// of the pages are computed from others that nobody needs by name.
const MAY_WARN = [
  'plugins/idp-orchestrator',
  'plugins/idp-orchestrator-common',
];

/**
 * What Node.js is given to write the reports of all packages in `plugins`. The
 * command line has a reference of its own, docs/cli.md.
 */
export async function ensureReporter() {
  const folder = await installByLock('api-reports');
  const program = 'node_modules/@backstage/repo-tools/bin/backstage-repo-tools';
  return [
    path.join(folder, program),
    'api-reports',
    'plugins/*',
    '--omit-messages',
    OMITTED.join(','),
    '--allow-warnings',
    MAY_WARN.join(','),
  ];
}

/** As `ensureReporter`, but says what differs, and writes nothing. */
export async function ensureReportCheck() {
  return [...(await ensureReporter()), '--ci'];
}

/**
 * Takes away the declarations that the reports are read from. The order within a type
 * that TypeScript has computed depends on what it had kept from before, so the reports
 * are made from declarations that were made at once.
 */
export function forgetDeclarations() {
  fs.rmSync(path.join(repositoryRoot, 'dist-types'), {
    recursive: true,
    force: true,
  });
}
