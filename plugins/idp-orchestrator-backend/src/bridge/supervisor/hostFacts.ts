import { readFile } from 'node:fs/promises';
import { findBash } from './findProgram';
import { readBoot } from './kernelIdentity';

/** The facts about the host that do not change while this process lives. */
export interface HostFacts {
  bash: string;
  boot: string;
  /**
   * The umask, which the script gets back: the supervisor works with a stricter
   * one. Empty where it cannot be read.
   */
  fileModeMask: string;
}

/** Makes a reader of these facts that reads them once; after a failure it tries again. */
export function createHostFactsReader(
  path: string | undefined,
): () => Promise<HostFacts> {
  let facts: Promise<HostFacts> | undefined;
  return () => {
    facts ??= readHostFacts(path).catch(error => {
      facts = undefined;
      throw error;
    });
    return facts;
  };
}

async function readHostFacts(path: string | undefined): Promise<HostFacts> {
  const [bash, boot, status] = await Promise.all([
    findBash(path),
    readBoot(),
    // `process.umask()` changes the mask to read it.
    readFile('/proc/self/status', 'utf8').catch(() => ''),
  ]);
  return {
    bash,
    boot,
    fileModeMask: /^Umask:\s*(\d+)/m.exec(status)?.[1] ?? '',
  };
}
