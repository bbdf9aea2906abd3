import { findScriptFile } from '../bridge/call/findScriptFile';
import type { ScriptEntry } from '../bridge/catalog/ScriptEntry';
import { nameNearest } from '../problems/nameNearest';
import { remedyOf, type Finding } from './Finding';
import type { YamlPlaces } from './YamlPlaces';

/** The scripts of a catalog, and the environments whose folders they are in. */
export interface ListedScripts {
  catalog: string;
  scripts: ScriptEntry[];
  /** The folders of the environments that use the catalog. */
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

/** Finds secrets that scripts are to get and that nobody configured. */
export async function checkSecrets(
  { catalog, scripts }: ListedScripts,
  { places, secrets }: { places: YamlPlaces; secrets: string[] },
): Promise<Finding[]> {
  const unknown = scripts.flatMap(({ id, actions }) =>
    actions.flatMap(action =>
      Object.entries(action.secrets)
        .filter(([, secret]) => !secrets.includes(secret))
        .map(([variable, secret]) => ({ id, action, variable, secret })),
    ),
  );
  return Promise.all(
    unknown.map(async ({ id, action, variable, secret }): Promise<Finding> => {
      const place = await findSecret(places, {
        catalog,
        paths: [
          `scripts.${id}.actions.${action.name}.secrets.${variable}`,
          `scripts.${id}.secrets.${variable}`,
        ],
      });
      return {
        ...place,
        severity: 'error',
        message: `scripts.${id}.secrets.${variable}: the secret ${secret} is not configured. ${nameNearest(secret, secrets)}`,
        remedy: `Add ${secret} to idpOrchestrator.secrets, or name another one`,
      };
    }),
  );
}

/** A secret stands at the action, or at the script for all of them. */
async function findSecret(
  places: YamlPlaces,
  { catalog, paths }: { catalog: string; paths: string[] },
) {
  const found = await Promise.all(
    paths.map(path => places.find(catalog, path)),
  );
  return found.reduce((deepest, place) =>
    place.line > deepest.line ? place : deepest,
  );
}
