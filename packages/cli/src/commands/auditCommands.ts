import type { Commands } from '../createCommands';
import { collect } from './fileCommands';
import { loaded } from '../loaded';

/** Adds the commands about the audit record. */
export function addAuditCommands(commands: Commands): void {
  const audit = commands.group('audit', 'Checks and exports the audit record.');
  const verify = audit
    .addConnected(
      'verify [file]',
      'Checks that the record is as it was written: an export, offline, or that of the backend when no file is named.',
    )
    .option(
      '--end <number:digest>',
      'The entry that the record is known to end with.',
    )
    .option(
      '--seals <file>',
      'Seals that were kept apart: JSON lines, or what GET /audit/seals gave; can be repeated.',
      collect,
    )
    .option(
      '--public-key <key>',
      'What seals are checked with: <key id>:<PEM file>, or a file of what GET /audit/seals gave; can be repeated.',
      collect,
    );
  audit.does(verify, async () => loaded(await import('./auditVerify')).verify);

  const exported = audit
    .addConnected(
      'export',
      'Writes the whole record, oldest first, a JSON entry a line.',
    )
    .option(
      '-o, --output <file>',
      'The file to write; the output when absent.',
    );
  audit.does(
    exported,
    async () => loaded(await import('./auditExport')).exportAudit,
  );
}
