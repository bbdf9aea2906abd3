import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ScriptsFolder {
  directory: string;
  /** Where a script of this name is. */
  file(name: string): string;
  remove(): Promise<void>;
}

/** A scripts folder with its catalog, from bash by name. */
export async function createScriptsFolder(
  scripts: Record<string, string>,
): Promise<ScriptsFolder> {
  const directory = await mkdtemp(path.join(tmpdir(), 'idp-bench-scripts-'));
  const file = (name: string) => path.join(directory, `${name}.sh`);
  const entries: Record<string, object> = {};
  for (const [name, bash] of Object.entries(scripts)) {
    await writeFile(file(name), `#!/usr/bin/env bash\n${bash}\n`);
    await chmod(file(name), 0o755);
    entries[name] = {
      title: name,
      script: `${name}.sh`,
      defaultAction: 'run',
      risk: 'low',
      timeout: '10m',
      actions: { run: {} },
    };
  }
  const catalog = { apiVersion: 'idp-orchestrator/v1', scripts: entries };
  // YAML, since every JSON is.
  await writeFile(
    path.join(directory, 'catalog.yaml'),
    JSON.stringify(catalog),
  );
  return {
    directory,
    file,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
