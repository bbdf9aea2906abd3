import type { AuditVerification } from '@idp/backstage-plugin-idp-orchestrator-common';
import { loadChecks } from '../check/loadChecks';
import { CliError } from '../CliError';
import type { ConnectOptions } from '../connection/connect';
import type { Ending } from '../exitCodes';
import type { Act } from '../createCommands';
import type { Output } from '../terminal/Output';
import { count } from '../terminal/words';
import { loaded } from '../loaded';

interface VerifyOptions extends ConnectOptions {
  end?: string;
  seals?: string[];
  publicKey?: string[];
}

/** `audit verify`: checks an export, or the record of the backend. */
export const verify: Act<[file?: string], VerifyOptions> = async (
  { options, output },
  file,
) => {
  const verification = await (file === undefined
    ? askBackend(options)
    : checkFile(file, options));
  output.json(verification);
  return tell(verification, output);
};

async function askBackend(options: VerifyOptions): Promise<AuditVerification> {
  if (options.end ?? options.seals ?? options.publicKey) {
    throw new CliError(
      '--end, --seals and --public-key are for an export: name its file. The backend holds its record against its own seals',
    );
  }
  const { connect } = loaded(await import('../connection/connect'));
  const { client } = await connect(options);
  return client.verifyAudit();
}

async function checkFile(
  file: string,
  { end, seals = [], publicKey = [] }: VerifyOptions,
): Promise<AuditVerification> {
  const match = /^(\d+):([0-9a-f]{64})$/.exec(end ?? '');
  if (end !== undefined && !match) {
    throw new CliError(`Expected --end <number>:<digest>, got ${end}`);
  }
  if (seals.length > 0 !== publicKey.length > 0) {
    throw new CliError('--seals and --public-key are of use together only');
  }
  const { verifyAuditExport } = await loadChecks();
  return verifyAuditExport(file, {
    ...(match && { end: { number: Number(match[1]), digest: match[2] } }),
    seals,
    publicKeys: publicKey,
  }).catch(error => {
    throw new CliError((error as Error).message);
  });
}

function tell(verification: AuditVerification, output: Output): Ending {
  const { whole, checked, broken, seals } = verification;
  if (!whole) {
    output.line(
      output.style(
        'red',
        `Broken at entry ${broken?.number}: ${broken?.because}`,
      ),
    );
    return 'failed';
  }
  output.line(`Whole: ${count(checked, 'entry is', 'entries are')} as written`);
  if (!seals) return 'succeeded';
  if (seals.checked > 0) {
    output.line(
      `Sealed up to entry ${seals.upTo} at ${seals.at} (${count(seals.checked, 'seal')}, keys: ${seals.keyIds.join(', ')})`,
    );
  }
  if (seals.problem) output.note(seals.problem);
  if (!seals.unchecked) return 'succeeded';
  output.line(
    `${count(seals.unchecked.count, 'seal')} cannot be checked, for want of a public key: ${seals.unchecked.keyIds.join(', ')}`,
  );
  return 'unsealed';
}
