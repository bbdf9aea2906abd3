import { ServiceUnavailableError } from '@backstage/errors';
import type { ScriptBridge } from '../ports';
import { runAttempt } from './attempt/runAttempt';
import { completeOptions, type ScriptBridgeOptions } from './bridgeOptions';
import { describeBeside } from './call/sendArguments';
import { prepareCall } from './call/prepareCall';
import { FileScriptCatalog } from './catalog/FileScriptCatalog';
import { createHostFactsReader } from './supervisor/hostFacts';
import { AttemptFiles } from './supervisor/AttemptFiles';
import { listSpooled, removeSpooled } from './supervisor/spool';

/** The bridge to the scripts, with the catalog that says which there are. */
export interface CatalogedScriptBridge extends ScriptBridge {
  readonly catalog: FileScriptCatalog;
}

/** Makes the bridge, the only part of the backend that starts scripts. See the README beside. */
export function createScriptBridge(
  given: ScriptBridgeOptions,
): CatalogedScriptBridge {
  const options = completeOptions(given);
  const catalog = new FileScriptCatalog(options);
  const readHostFacts = createHostFactsReader(options.processEnvironment.PATH);
  return {
    catalog,

    async plan(call) {
      const prepared = await prepareCall(call, { catalog, options });
      const { entry, action, command, masker } = prepared;
      const beside = describeBeside(prepared);
      return {
        command: command.map(word => masker.mask(word)),
        ...(beside.length > 0 && { beside }),
        supportsDryRun: action.dryRun !== undefined,
        readOnly: action.readOnly,
        risk: action.risk,
        title: `${entry.title}: ${action.title}`,
        timeoutMs: action.timeoutMs,
      };
    },

    async run(attempt, follower, signal) {
      requireUnix();
      return runAttempt(
        { attempt, follower, signal },
        { catalog, options, readHostFacts },
      );
    },

    isFoundAnywhere: async () => false,

    listSpooled: () => listSpooled(options.spoolDirectory),

    async forgetRun(runId) {
      await removeSpooled(options.spoolDirectory, runId);
    },

    async forget(ref) {
      await new AttemptFiles(options.spoolDirectory, ref).remove();
    },
  };
}

function requireUnix(): void {
  if (process.platform === 'win32') {
    throw new ServiceUnavailableError(
      'Scripts are run on Linux and macOS; on Windows, run the backend in WSL',
    );
  }
}
