import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from '../CliError';
import { draftScript } from '../init/draftScript';
import { listScripts, type FoundScript } from '../init/listScripts';
import { probeHelp } from '../init/probeHelp';
import { renderCatalog } from '../init/renderCatalog';
import type { Act } from '../createCommands';
import { count } from '../terminal/words';
import { TO_DECIDE } from '../toDecide';

export interface InitOptions {
  probe?: string[];
  stdout?: true;
  force?: true;
}

/** `init`: drafts a catalog from the scripts of a folder. */
export const init: Act<[dir: string], InitOptions> = async (
  { options, output },
  dir,
) => {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) {
    throw new CliError(`Expected a folder with scripts, and ${dir} is none`);
  }
  const file = path.join(dir, 'catalog.yaml');
  if (!options.stdout && !options.force && existsSync(file)) {
    throw new CliError(
      `${file} is there already. Look at a draft by --stdout, or write over it by --force`,
    );
  }
  const scripts = await listScripts(dir);
  if (scripts.length === 0) {
    throw new CliError(
      `There is no script in ${dir}: expected files that begin with #!, or end in .sh, .bash or .py`,
    );
  }
  const probed = options.probe?.map(name => findProbed(name, scripts)) ?? [];
  const drafts = [];
  for (const script of scripts) {
    const help = probed.includes(script) ? await probeHelp(script) : '';
    drafts.push(draftScript(script, help));
  }
  const text = renderCatalog(uniqueIds(drafts));
  const undecided = text.split(TO_DECIDE).length - 1;
  if (options.stdout && !output.isJson) {
    process.stdout.write(text);
    return 'succeeded';
  }
  if (!options.stdout) await writeFile(file, text);
  output.json({
    ...(options.stdout ? { text } : { file }),
    scripts: drafts.map(({ id, file: script }) => ({ id, script })),
    undecided,
  });
  output.line(
    `${file}: ${count(drafts.length, 'script')} drafted, ${count(undecided, 'thing')} to be decided`,
  );
  output.line(
    `    → look for "${TO_DECIDE}", then: idp-orchestrator check --scripts ${dir}`,
  );
  return 'succeeded';
};

function findProbed(name: string, scripts: FoundScript[]): FoundScript {
  const found = scripts.find(
    ({ file }) => file === name || path.parse(file).name === name,
  );
  if (found) return found;
  throw new CliError(
    `There is no script ${name} to probe. There are: ${scripts.map(({ file }) => file).join(', ')}`,
  );
}

/** Two files of one name in different folders are two scripts. */
function uniqueIds<T extends { id: string }>(drafts: T[]): T[] {
  const taken = new Map<string, number>();
  for (const draft of drafts) {
    const before = taken.get(draft.id) ?? 0;
    taken.set(draft.id, before + 1);
    if (before > 0) draft.id = `${draft.id}-${before + 1}`;
  }
  return drafts;
}
