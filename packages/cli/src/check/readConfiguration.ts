import { ConfigReader, type Config } from '@backstage/config';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CliError } from '../CliError';
import { folderOfBackend } from '../folderOfBackend';
import { loaded } from '../loaded';

/** What is to be checked, as the options of the command say. */
export interface CheckOptions {
  config?: string[];
  scripts?: string;
  flows?: string;
  cwd?: string;
  moduleStep?: string[];
  moduleFlow?: string[];
  strict?: true;
}

/** A configuration that was read, and the files that it is of. */
export interface Configuration {
  root: Config;
  configFiles: string[];
}

/**
 * Reads the configuration as Backstage does, or makes one of folders that were
 * named, and goes to the folder in which its relative paths begin.
 *
 * @throws CliError for files that are not there or cannot be read
 */
export async function readConfiguration(
  options: CheckOptions,
): Promise<Configuration> {
  if (options.scripts !== undefined) return makeConfiguration(options);
  const configFiles = findFiles(options.config);
  const root = await load(configFiles);
  process.chdir(
    options.cwd === undefined
      ? folderOfBackend(path.dirname(configFiles[0]))
      : requireFolder(options.cwd, '--cwd'),
  );
  return { root, configFiles };
}

function makeConfiguration({ scripts, flows }: CheckOptions): Configuration {
  const folder = requireFolder(scripts!, '--scripts');
  const root = new ConfigReader({
    app: { baseUrl: 'http://localhost:3000' },
    idpOrchestrator: {
      scriptsDirectory: folder,
      spoolDirectory: tmpdir(),
      ...(flows !== undefined && {
        flowsDirectory: requireFolder(flows, '--flows'),
      }),
    },
  });
  return { root, configFiles: [] };
}

function requireFolder(name: string, option: string): string {
  const folder = path.resolve(name);
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  if (!isFolder) {
    throw new CliError(`Expected a folder in ${option}, and ${name} is none`);
  }
  return folder;
}

function findFiles(named?: string[]): string[] {
  const files = named ?? ['app-config.yaml', 'app-config.local.yaml'];
  const there = files.map(file => path.resolve(file)).filter(existsSync);
  if (named ? there.length < named.length : there.length === 0) {
    const missing = files.filter(file => !existsSync(path.resolve(file)));
    throw new CliError(
      `There is no ${missing[0]} in ${process.cwd()}. Go to the folder of the configuration, name it by --config, or judge a folder of scripts alone by --scripts`,
    );
  }
  return there;
}

async function load(files: string[]): Promise<Config> {
  const { ConfigSources } = loaded(await import('@backstage/config-loader'));
  const source = ConfigSources.merge(
    files.map(file =>
      ConfigSources.defaultForTargets({
        targets: [{ type: 'path', target: file }],
        rootDir: path.dirname(file),
        watch: false,
      }),
    ),
  );
  try {
    const config = await ConfigSources.toConfig(source);
    config.close();
    return config;
  } catch (error) {
    throw new CliError(
      `The configuration cannot be read: ${(error as Error).message}`,
      'failed',
    );
  }
}
