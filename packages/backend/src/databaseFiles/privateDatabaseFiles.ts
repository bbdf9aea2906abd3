import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
} from '@backstage/backend-plugin-api';

const OTHERS = 0o077;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Keeps the SQLite files of all plugins for their owner, whatever the umask:
 * there are session keys and the output of scripts in them. Their folder is
 * made before a plugin opens a file in it, and the files are closed once all of
 * them are there; what SQLite makes beside a file later has the mode of that.
 */
export const privateDatabaseFiles = createServiceFactory({
  service: createServiceRef<true>({
    id: 'example.private-database-files',
    scope: 'root',
  }),
  initialization: 'always',
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
    lifecycle: coreServices.rootLifecycle,
  },
  async factory({ config, logger, lifecycle }) {
    const key = 'backend.database.connection';
    if (typeof config.getOptional(key) !== 'object') return true as const;
    const directory = config.getOptionalString(`${key}.directory`);
    if (!directory) return true as const;
    await prepareFolder(directory, logger);
    lifecycle.addStartupHook(() => closeFiles(directory));
    return true as const;
  },
});

async function prepareFolder(
  directory: string,
  logger: LoggerService,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: FOLDER_MODE });
  const { mode } = await stat(directory);
  if (!(mode & OTHERS)) return;
  const folder = path.resolve(directory);
  const found = (mode & 0o777).toString(8);
  logger.warn(
    `Other users of this machine can look into ${folder}, where the databases are (mode ${found}): expected 700. Close it with: chmod 700 '${folder}'`,
  );
}

async function closeFiles(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  await Promise.all(
    entries
      .filter(entry => entry.isFile() && entry.name.includes('.sqlite'))
      .map(({ name }) => close(path.join(directory, name))),
  );
}

/** SQLite takes a journal away when it likes, also just now. */
async function close(file: string): Promise<void> {
  try {
    await chmod(file, FILE_MODE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
