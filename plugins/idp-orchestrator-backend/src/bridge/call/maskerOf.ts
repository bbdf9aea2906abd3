import { listTexts } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptCall } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';
import { Masker } from '../output/Masker';
import { findSecrets } from './sendArguments';

/** Makes the mask of a script that was started before, by a catalog that may have changed since. */
export async function maskerOf(
  call: Pick<ScriptCall, 'environment' | 'script' | 'args' | 'secrets'>,
  {
    catalog,
    options,
  }: {
    catalog: Pick<FileScriptCatalog, 'find'>;
    options: Pick<CompleteOptions, 'secrets'>;
  },
): Promise<Masker> {
  const entry = await catalog
    .find(call.environment, call.script)
    // Without it nobody knows which arguments are secret: all are.
    .catch(() => undefined);
  const hidden = entry ? findSecrets(entry, call.args) : listTexts(call.args);
  return new Masker([...(call.secrets ?? []), ...hidden], options.secrets);
}
