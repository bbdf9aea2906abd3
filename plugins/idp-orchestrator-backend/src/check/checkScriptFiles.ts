import { findScriptFile } from '../bridge/call/findScriptFile';
import type { ScriptEntry } from '../bridge/catalog/ScriptEntry';
import { remedyOf, type Finding } from './Finding';
import type { YamlPlaces } from './YamlPlaces';

/** The scripts of a catalog, and the folders of the environments that use it. */
export interface ListedScripts {
  catalog: string;
  scripts: ScriptEntry[];
  directories: string[];
}

/** Finds scripts whose files could not be started where they are. */
export async function checkScriptFiles(
  { catalog, scripts, directories }: ListedScripts,
  places: YamlPlaces,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, script } of scripts) {
    for (const directory of new Set(directories)) {
      const reason = await whyNotStarted(directory, script);
      if (reason === undefined) continue;
      const place = await places.find(catalog, `scripts.${id}.script`);
      findings.push({
        ...place,
        severity: 'error',
        message: `scripts.${id}.script: ${reason}`,
        remedy: remedyOfFile(reason),
      });
    }
  }
  return findings;
}

async function whyNotStarted(
  directory: string,
  script: string,
): Promise<string | undefined> {
  try {
    await findScriptFile(directory, script);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('; caused by')[0];
  }
}

function remedyOfFile(reason: string): string {
  if (reason.includes('cannot be reached')) {
    return 'Correct the path, or put the file there';
  }
  if (reason.includes('outside of')) {
    return 'Copy the file into the scripts directory, or make that the scripts directory';
  }
  if (reason.includes('not a regular file')) {
    return 'Name a file; a folder or a pipe cannot be started';
  }
  return remedyOf(reason);
}
