import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { loaded } from '../loaded';

/** `audit export`: writes the record. A file is there when all of it has come, and not before. */
export const exportAudit: Act<
  [],
  ConnectOptions & { output?: string }
> = async ({ options, output }) => {
  const { connect } = loaded(await import('../connection/connect'));
  const { open } = await connect(options);
  const { body } = await open('/audit/export');
  const source = Readable.fromWeb(body as never);
  if (options.output === undefined) {
    await pipeline(source, process.stdout, { end: false });
    return 'succeeded';
  }
  const partial = `${options.output}.part`;
  try {
    await pipeline(source, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, options.output);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  output.json({ file: options.output });
  output.line(
    `Written to ${options.output}. Check it by: idp-orchestrator audit verify ${options.output}`,
  );
  return 'succeeded';
};
