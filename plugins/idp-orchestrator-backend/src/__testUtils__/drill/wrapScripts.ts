import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { wrappersIn } from './DrillSetting';

/**
 * Makes a scripts folder in which each script notes that it was started,
 * takes a lock that nobody can take twice, keeps what it is going to write
 * (a second name for the same file outlives the spool), and is then the real
 * script.
 */
export async function wrapScripts(
  scriptsDirectory: string,
  folder: string,
): Promise<void> {
  const target = wrappersIn(folder);
  const catalog = path.join(scriptsDirectory, 'catalog.yaml');
  const { scripts } = parse(await readFile(catalog, 'utf8')) as {
    scripts: Record<string, { script: string }>;
  };
  await mkdir(target, { recursive: true });
  await copyFile(catalog, path.join(target, 'catalog.yaml'));
  for (const { script } of Object.values(scripts)) {
    const real = path.join(scriptsDirectory, script);
    await writeFile(path.join(target, script), wrapperOf(real, folder), {
      mode: 0o755,
    });
  }
}

function wrapperOf(real: string, folder: string): string {
  return `#!/usr/bin/env bash
set -eu
notes=${quote(path.join(folder, 'runs'))}/$IDP_RUN_ID
attempt="$IDP_STEP_ID#$IDP_ATTEMPT"
mkdir -p "$notes"
echo "$attempt" >> "$notes/effects"
if ! mkdir "$notes/$IDP_STEP_ID.lock"; then
  echo "$IDP_STEP_ID was started before, and again as $attempt" >&2
  exit 99
fi
ln "\${IDP_OUTPUT%/*}/stdout" "$notes/$attempt.stdout"
ln "\${IDP_OUTPUT%/*}/stderr" "$notes/$attempt.stderr"
exec ${quote(real)} "$@"
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
