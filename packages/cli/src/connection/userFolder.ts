import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** What is remembered from one command to the next. */
export interface Remembered {
  url?: string;
}

/** The file in the folder that the user's system has for settings. */
export function settingsFile(environment = process.env): string {
  const { XDG_CONFIG_HOME, APPDATA } = environment;
  const root =
    XDG_CONFIG_HOME ||
    (process.platform === 'win32' && APPDATA) ||
    path.join(homedir(), '.config');
  return path.join(root, 'idp-orchestrator', 'settings.json');
}

export async function readRemembered(): Promise<Remembered> {
  const text = await readFile(settingsFile(), 'utf8').catch(() => '{}');
  try {
    const { url } = JSON.parse(text) as Remembered;
    return typeof url === 'string' ? { url } : {};
  } catch {
    // What cannot be read is written anew with the next address.
    return {};
  }
}

export async function remember(remembered: Remembered): Promise<void> {
  const file = settingsFile();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(remembered, null, 2)}\n`);
}
