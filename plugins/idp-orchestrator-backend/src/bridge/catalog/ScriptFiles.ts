import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { tellFirst } from '../../problems/tellFirst';
import type { Clock, MonotonicTime } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import type { ScriptEnvironment } from '../bridgeOptions';
import { findScriptFile } from '../call/findScriptFile';
import type { ReadCatalog } from './readScriptCatalog';

/** A look that is older (ms) is followed by another one. */
const LOOK_EVERY_MS = 10_000;
/** Who lists scripts waits no longer (ms) for the first look: the folder may be on a slow network. */
const LONGEST_WAIT_MS = 2_000;

interface Look {
  found: FlowProblem[];
  /** Undefined until the first one has ended. */
  at?: MonotonicTime;
  running?: Promise<void>;
}

/**
 * Looks whether the scripts that a catalog lists can be started, so that this is
 * known before somebody starts them. It looks in the background, one file after
 * the other; a look is had again for a while.
 */
export class ScriptFiles {
  readonly #looks = new WeakMap<ReadCatalog, Map<string, Look>>();

  constructor(
    private readonly clock: Clock,
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {}

  /**
   * Lists the scripts of a catalog that cannot be started in some environments,
   * as they were found at the last look.
   */
  async listProblems(
    catalog: ReadCatalog,
    environments: Array<[name: string, environment: ScriptEnvironment]>,
  ): Promise<FlowProblem[]> {
    const problems: FlowProblem[] = [];
    for (const [directory, names] of byDirectory(environments)) {
      const look = this.#lookAt(catalog, directory);
      const isOld =
        look.at === undefined ||
        msSince(this.clock, look.at) >= this.lookEveryMs;
      if (isOld && !look.running) {
        look.running = lookAtAll(catalog, directory, names).then(found => {
          look.found = found;
          look.at = this.clock.monotonic();
          look.running = undefined;
        });
      }
      if (look.at === undefined) {
        await Promise.race([
          look.running,
          sleep(LONGEST_WAIT_MS, undefined, { ref: false }),
        ]);
      }
      problems.push(...look.found);
    }
    return problems;
  }

  #lookAt(catalog: ReadCatalog, directory: string): Look {
    const looks = this.#looks.get(catalog) ?? new Map<string, Look>();
    this.#looks.set(catalog, looks);
    const look = looks.get(directory) ?? { found: [] };
    looks.set(directory, look);
    return look;
  }
}

/** Environments may share the folder of their scripts. */
function byDirectory(
  environments: Array<[name: string, environment: ScriptEnvironment]>,
): Map<string, string[]> {
  const directories = new Map<string, string[]>();
  for (const [name, { scriptsDirectory }] of environments) {
    const names = directories.get(scriptsDirectory) ?? [];
    directories.set(scriptsDirectory, [...names, name]);
  }
  return directories;
}

async function lookAtAll(
  { scripts, places }: ReadCatalog,
  directory: string,
  environments: string[],
): Promise<FlowProblem[]> {
  const found: FlowProblem[] = [];
  for (const { id, script, actions } of scripts) {
    // It is in an image.
    if (actions.every(({ pod }) => pod && pod.path !== undefined)) continue;
    try {
      await findScriptFile(directory, script);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `scripts.${id}.script: cannot be started in ${environments.join(', ')}: ${why}`;
      found.push({ ...places[id], flow: id, message });
    }
  }
  return tellFirst(found);
}
