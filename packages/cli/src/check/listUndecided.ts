import type { Config } from '@backstage/config';
import type { Finding } from '@idp/backstage-plugin-idp-orchestrator-backend';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TO_DECIDE } from '../toDecide';

/** Finds what `init` left to be decided in the catalogs, and nobody has. */
export async function listUndecided(root: Config): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const file of listCatalogs(root)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    text.split('\n').forEach((line, index) => {
      const at = line.indexOf(TO_DECIDE);
      if (at < 0) return;
      found.push({
        source: file,
        line: index + 1,
        column: at + 1,
        severity: 'warning',
        message: `still to be decided: ${line.slice(at + TO_DECIDE.length).trim()}`,
        remedy: 'Decide, write it down, and take the mark out',
      });
    });
  }
  return found;
}

function listCatalogs(root: Config): string[] {
  const config = root.getOptionalConfig('idpOrchestrator');
  const common = config?.getOptional('scriptCatalog');
  if (typeof common === 'string') return [path.resolve(common)];
  const environments = config?.getOptionalConfig('environments');
  const folders = [
    config?.getOptional('scriptsDirectory') ?? process.env.IDP_SCRIPTS_DIR,
    ...(environments?.keys() ?? []).map(name =>
      environments?.getOptional(`${name}.scriptsDirectory`),
    ),
  ];
  const named = folders.filter(folder => typeof folder === 'string');
  return [...new Set(named)].map(folder =>
    path.resolve(folder, 'catalog.yaml'),
  );
}
