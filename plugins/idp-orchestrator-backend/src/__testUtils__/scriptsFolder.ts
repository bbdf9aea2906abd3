import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';

/** A script for a test: its bash, and what its catalog entry says beyond the defaults. */
export interface TestScript {
  bash: string;
  entry?: Record<string, unknown>;
}

/** A platform team's folder of scripts, with its catalog, made for a test. */
export async function createScriptsFolder(
  scripts: Record<string, TestScript>,
): Promise<{ directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'idp-scripts-'));
  const entries: Record<string, unknown> = {};
  for (const [id, { bash, entry }] of Object.entries(scripts)) {
    const file = path.join(directory, `${id}.sh`);
    await writeFile(file, `#!/usr/bin/env bash\n${bash}\n`);
    await chmod(file, 0o755);
    entries[id] = {
      title: `Script ${id}`,
      description: '',
      script: `${id}.sh`,
      defaultAction: 'go',
      risk: 'low',
      supportsDryRun: false,
      json: false,
      parameters: {},
      actions: { go: { title: 'Go' } },
      ...entry,
    };
  }
  await writeFile(
    path.join(directory, 'catalog.yaml'),
    stringify({ apiVersion: 'idp-orchestrator/v1', scripts: entries }),
  );
  return {
    directory,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
