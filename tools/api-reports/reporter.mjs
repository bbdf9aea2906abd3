import path from 'node:path';
import { installByLock } from '../toolchain/installByLock.mjs';

const OMITTED = [
  // Said of each symbol and field without a comment; most have a schema or a name
  // that says all.
  'ae-undocumented',
  // In this repository packages see each other's sources, and not what is built.
  'ae-wrong-input-file-type',
];

// The types of the contracts, and of the client's methods by their ids, are
// computed from others that nobody needs by name.
const MAY_WARN = 'plugins/idp-orchestrator-common';

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
    MAY_WARN,
  ];
}

/** As `ensureReporter`, but says what differs, and writes nothing. */
export async function ensureReportCheck() {
  return [...(await ensureReporter()), '--ci'];
}
