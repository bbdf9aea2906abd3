import type { Config } from '@backstage/config';
import path from 'node:path';
import type { ScriptDescription } from '../ports';
import type { ScriptEntry } from '../bridge/catalog/ScriptEntry';
import { describeScript } from '../bridge/catalog/describeScript';
import { listMissingSecrets } from '../bridge/catalog/listMissingSecrets';
import {
  readScriptCatalog,
  type ReadCatalog,
} from '../bridge/catalog/readScriptCatalog';
import { FlowCatalog } from '../flows/FlowCatalog';
import { FlowFolder } from '../flows/files';
import { PLATFORM_OPERATIONS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { checkSchedule } from './checkSchedule';
import { checkFlowSteps } from './checkFlowSteps';
import { checkScriptFiles, type ListedScripts } from './checkScriptFiles';
import { checkServices } from './checkServices';
import { toFinding, type Finding } from './Finding';
import { readBlocks, type KeyProblem, type ReadBlocks } from './readBlocks';
import { chooseWindows } from '../windows/chooseWindows';
import { createStepSchemas } from './stepSchemas';
import { YamlPlaces } from './YamlPlaces';

/**
 * What is to be checked. Relative paths of the configuration begin in the working directory.
 *
 * @public
 */
export interface CheckRequest {
  root: Config;
  /** The files that the configuration was read from, the strongest last; none where it was made. */
  configFiles: string[];
  environment: NodeJS.ProcessEnv;
  /** The step types that modules bring. */
  moduleSteps?: string[];
  /** The ids of flows that modules bring. */
  moduleFlows?: string[];
}

/**
 * What was found, and how much was looked at.
 *
 * @public
 */
export interface CheckResult {
  findings: Finding[];
  counts: {
    environments: number;
    scripts: number;
    flows: number;
    services: number;
  };
}

/**
 * Judges configuration, script catalogs, flows and services as a backend would
 * at its start, without one. Nothing is run, and nothing is asked over the network.
 *
 * @public
 */
export async function checkPlatform(
  request: CheckRequest,
): Promise<CheckResult> {
  const places = new YamlPlaces();
  const blocks = readBlocks(request.root, request.environment);
  const catalogs = await readCatalogs(blocks);
  const scripts = await checkCatalogs(catalogs, { blocks, places, request });
  const flows = await checkFlows(catalogs, { blocks, request });
  const keyProblems = [
    ...blocks.problems,
    ...listServiceProblems(catalogs, blocks, request),
  ];
  const keys = await Promise.all(
    keyProblems.map(problem => placeKey(problem, places, request)),
  );
  return {
    findings: inOrder([...keys, ...scripts, ...flows.findings]),
    counts: {
      environments: blocks.environments?.known.length ?? 0,
      scripts: new Set(
        catalogs.flatMap(({ scripts: all }) => all.map(({ id }) => id)),
      ).size,
      flows: flows.count,
      services: new Set(
        Object.values(blocks.services?.byEnvironment ?? {})
          .flat()
          .map(({ name }) => name),
      ).size,
    },
  };
}

/** A catalog as it was read, and the environments that use it. */
interface UsedCatalog extends ListedScripts {
  read: ReadCatalog;
  environments: string[];
}

async function readCatalogs({
  environments,
  folders,
}: ReadBlocks): Promise<UsedCatalog[]> {
  const used = new Map<string, string[]>();
  const byName = environments?.byName ?? {};
  for (const [name, { scriptsDirectory }] of Object.entries(byName)) {
    const file =
      folders?.scriptCatalog ?? path.join(scriptsDirectory, 'catalog.yaml');
    used.set(file, [...(used.get(file) ?? []), name]);
  }
  const catalogs: UsedCatalog[] = [];
  for (const [catalog, names] of used) {
    const read = await readScriptCatalog(catalog);
    catalogs.push({
      catalog,
      read,
      scripts: read.scripts,
      environments: names,
      directories: names.map(name => byName[name].scriptsDirectory),
    });
  }
  return catalogs;
}

interface Surroundings {
  blocks: ReadBlocks;
  places: YamlPlaces;
  request: CheckRequest;
}

async function checkCatalogs(
  catalogs: UsedCatalog[],
  { blocks, places, request }: Surroundings,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const catalog of catalogs) {
    findings.push(...catalog.read.problems.map(toFinding));
    findings.push(...(await checkScriptFiles(catalog, places)));
    // Without a configuration nobody knows which there are.
    if (!blocks.secrets || request.configFiles.length === 0) continue;
    for (const problem of listMissingSecrets(catalog.read, blocks.secrets)) {
      const [at] = problem.message.split(': ', 1);
      const place = await places.find(catalog.catalog, at);
      findings.push({ ...toFinding(problem), ...place });
    }
  }
  return findings;
}

async function checkFlows(
  catalogs: UsedCatalog[],
  { blocks, request }: Pick<Surroundings, 'blocks' | 'request'>,
): Promise<{ findings: Finding[]; count: number }> {
  const { environments, folders, services } = blocks;
  const directory = folders?.flowsDirectory;
  if (!environments || !directory) return { findings: [], count: 0 };
  const files = new FlowFolder(directory, environments.known);
  const flows = new FlowCatalog(
    () => [],
    { list: async () => ({ scripts: describeOnce(catalogs), problems: [] }) },
    {
      files,
      stepTypes: createStepSchemas(request.moduleSteps ?? []),
      environments: environments.known,
    },
  );
  const listing = await flows.list();
  const read = await files.list();
  const known = {
    scripts: byId(catalogs.flatMap(({ scripts }) => scripts)),
    flows: unique([
      ...listing.flows.map(({ flow }) => flow.id),
      // One that cannot be used is told where it is.
      ...listing.problems.flatMap(({ flow }) => flow ?? []),
      ...(request.moduleFlows ?? []),
      PLATFORM_OPERATIONS,
    ]),
    services:
      services && !services.fromCatalog
        ? Object.values(services.byEnvironment)
            .flat()
            .map(({ name }) => name)
        : undefined,
  };
  return {
    findings: [
      ...listing.problems.map(toFinding),
      ...read.flows.flatMap(file => checkFlowSteps(file, known)),
      ...read.schedules.flatMap(one =>
        checkSchedule(one, listing, known.flows),
      ),
      ...chooseWindows(read.windows, blocks.windows ?? []).problems.map(
        toFinding,
      ),
    ],
    count: read.flows.length,
  };
}

function listServiceProblems(
  catalogs: UsedCatalog[],
  { services }: ReadBlocks,
  { root }: CheckRequest,
): KeyProblem[] {
  if (!services) return [];
  const raw = root.getOptionalConfig('idpOrchestrator');
  const indexIn = (key: string, service: string) =>
    (raw?.getOptionalConfigArray(key) ?? []).findIndex(
      one => one.getOptionalString('name') === service,
    );
  return checkServices({
    byEnvironment: services.byEnvironment,
    fromCatalog: services.fromCatalog,
    scriptsOf: environment =>
      byId(
        catalogs
          .filter(({ environments }) => environments.includes(environment))
          .flatMap(({ scripts }) => scripts),
      ),
    keyOf(environment, service) {
      const own = `environments.${environment}.services`;
      const at = indexIn(own, service);
      return at >= 0
        ? `idpOrchestrator.${own}.${at}`
        : `idpOrchestrator.services.${indexIn('services', service)}`;
    },
  });
}

/** Says where a key is; what hangs on a variable that is not set here is no mistake of the file. */
async function placeKey(
  { key, message, remedy }: KeyProblem,
  places: YamlPlaces,
  { configFiles, environment }: CheckRequest,
): Promise<Finding> {
  const place = (await places.findKey(configFiles, key)) ?? {
    source: configFiles.at(-1) ?? 'configuration',
  };
  const raw = await places.readRaw(configFiles, key);
  const unset = [...String(raw ?? '').matchAll(/\$\{(\w+)\}/g)]
    .map(([, name]) => name)
    .find(name => environment[name] === undefined);
  if (unset === undefined) {
    return { ...place, severity: 'error', message, remedy };
  }
  return {
    ...place,
    severity: 'warning',
    message: `${key} hangs on ${unset}, which is not set here, and was not judged`,
    remedy: `Set ${unset} to have it judged; where the backend runs it has to be set`,
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}

/** Of environments that list the same id, the first one describes it. */
function describeOnce(catalogs: UsedCatalog[]): ScriptDescription[] {
  const scripts = byId(catalogs.flatMap(one => one.scripts));
  return [...scripts.values()].map(describeScript);
}

function byId(scripts: ScriptEntry[]): Map<string, ScriptEntry> {
  return new Map(scripts.toReversed().map(script => [script.id, script]));
}

/** Puts findings in the order of files and lines, each once. */
function inOrder(findings: Finding[]): Finding[] {
  const once = new Map(
    findings.map(one => [`${one.source}:${one.line}:${one.message}`, one]),
  );
  return [...once.values()].sort(
    (a, b) => a.source.localeCompare(b.source) || (a.line ?? 0) - (b.line ?? 0),
  );
}
