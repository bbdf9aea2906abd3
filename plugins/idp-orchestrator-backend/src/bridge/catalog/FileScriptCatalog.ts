import { join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  findScriptOf,
  type Clock,
  type ScriptCatalog,
  type ScriptDescription,
} from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import type { ScriptEnvironment, UnplacedReason } from '../bridgeOptions';
import { CatalogFile } from './CatalogFile';
import { describeScript } from './describeScript';
import { listMissingSecrets } from './listMissingSecrets';
import { listUnplaced } from './listUnplaced';
import { nameNearest } from '../../problems/nameNearest';
import type { ReadCatalog } from './readScriptCatalog';
import type { ScriptEntry } from './ScriptEntry';
import { ScriptFiles } from './ScriptFiles';

/** The catalog files: one for all environments, or one in each scripts directory. */
export interface CatalogLocation {
  environments: Record<string, ScriptEnvironment>;
  catalogPath?: string;
  /** The configured secrets, which scripts are checked against; not at all when absent. */
  secrets?: Record<string, string>;
  /** Says why an action could be started nowhere in an environment; that is not looked at when absent. */
  unplacedReason?: UnplacedReason;
  /** That of the host when absent. */
  clock?: Clock;
  /** The time (ms) between looks at the files of scripts; 10,000 when absent. */
  lookEveryMs?: number;
}

/**
 * Knows the scripts of all environments by their catalog files, which it reads
 * again when they change.
 */
export class FileScriptCatalog implements ScriptCatalog {
  readonly #files = new Map<string, CatalogFile>();
  readonly #scriptFiles: ScriptFiles;
  readonly #missing = new WeakMap<ReadCatalog, FlowProblem[]>();
  readonly #described = new WeakMap<ReadCatalog, ScriptDescription[]>();

  constructor(private readonly location: CatalogLocation) {
    this.#scriptFiles = new ScriptFiles(
      location.clock ?? systemClock,
      location.lookEveryMs,
    );
  }

  /** Lists all scripts; where environments list the same id, the first one describes it. */
  async list(): Promise<{
    scripts: ScriptDescription[];
    problems: FlowProblem[];
  }> {
    const environments = Object.entries(this.location.environments);
    const paths = new Set(environments.map(([name]) => this.#pathFor(name)));
    const scripts = new Map<string, ScriptDescription>();
    const problems: FlowProblem[] = [];
    for (const path of paths) {
      const catalog = await this.#read(path);
      const its = environments.filter(([name]) => this.#pathFor(name) === path);
      problems.push(
        ...catalog.problems,
        ...this.#listUnprovided(
          catalog,
          its.map(([name]) => name),
        ),
        ...(await this.#scriptFiles.listProblems(catalog, its)),
      );
      for (const entry of catalog.scripts) {
        if (!scripts.has(entry.id))
          scripts.set(entry.id, describeScript(entry));
      }
    }
    return { scripts: [...scripts.values()], problems };
  }

  /** Lists the scripts of one environment, the same list as long as its catalog stays the same. */
  async listIn(environment: string): Promise<ScriptDescription[]> {
    const catalog = await this.#read(this.#pathFor(environment));
    let scripts = this.#described.get(catalog);
    if (!scripts) {
      scripts = catalog.scripts.map(describeScript);
      this.#described.set(catalog, scripts);
    }
    return scripts;
  }

  /**
   * Finds a script of an environment.
   *
   * @throws NotFoundError naming the environments or scripts that exist
   */
  async find(environment: string, script: string): Promise<ScriptEntry> {
    const { environments } = this.location;
    if (!Object.hasOwn(environments, environment)) {
      throw new NotFoundError(
        `There is no environment ${environment}. ${nameNearest(environment, Object.keys(environments))}`,
      );
    }
    const catalog = await this.#read(this.#pathFor(environment));
    const entry =
      catalog.scripts.find(({ id }) => id === script) ??
      (await this.#findByAlias(catalog, script));
    if (entry) return entry;
    const broken = catalog.problems.map(({ message }) => message).join('; ');
    throw new NotFoundError(
      `The script catalog lists no script ${script}. ${nameNearest(
        script,
        catalog.scripts.map(({ id }) => id),
      )}${broken ? ` Entries that cannot be used: ${broken}` : ''}`,
    );
  }

  /** What scripts need and the configuration does not have. Neither changes while the backend runs. */
  #listUnprovided(catalog: ReadCatalog, environments: string[]): FlowProblem[] {
    const { secrets, unplacedReason } = this.location;
    const known = this.#missing.get(catalog);
    if (known) return known;
    const missing = [
      ...(secrets ? listMissingSecrets(catalog, secrets) : []),
      ...(unplacedReason
        ? listUnplaced(catalog, environments, unplacedReason)
        : []),
    ];
    this.#missing.set(catalog, missing);
    return missing;
  }

  /** Another id means the same script in all environments, as permissions were asked for it. */
  async #findByAlias(
    catalog: ReadCatalog,
    alias: string,
  ): Promise<ScriptEntry | undefined> {
    const { scripts } = await this.list();
    const meant = findScriptOf(scripts, alias);
    return catalog.scripts.find(({ id }) => id === meant?.id);
  }

  #pathFor(environment: string): string {
    const { catalogPath, environments } = this.location;
    return (
      catalogPath ??
      join(environments[environment].scriptsDirectory, 'catalog.yaml')
    );
  }

  #read(path: string): Promise<ReadCatalog> {
    let file = this.#files.get(path);
    if (!file) {
      file = new CatalogFile(path);
      this.#files.set(path, file);
    }
    return file.read();
  }
}
