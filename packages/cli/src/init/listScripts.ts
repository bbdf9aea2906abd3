import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file that is a script. */
export interface FoundScript {
  /** The path below the folder. */
  file: string;
  /** The path of it. */
  path: string;
  text: string;
  /** The text of all that scripts of the folder source. */
  library: string;
  language: 'shell' | 'python' | 'other';
  hasShebang: boolean;
  isExecutable: boolean;
}

const ENDINGS = { '.sh': 'shell', '.bash': 'shell', '.py': 'python' } as const;

const LEFT_OUT = new Set(['node_modules', '__pycache__', 'test', 'tests']);

/** The size (bytes) of the largest file that is read: scripts are not larger. */
const LARGEST = 512 * 1024;
const DEEPEST = 3;

/**
 * Lists the scripts of a folder: what has a first line with an interpreter, or a
 * name that ends as those of scripts do. What others only source is left out.
 */
export async function listScripts(folder: string): Promise<FoundScript[]> {
  const files = await listFiles(folder, '', DEEPEST);
  const found: FoundScript[] = [];
  for (const file of files.toSorted()) {
    const script = await readScript(folder, file);
    if (script) found.push(script);
  }
  const sourced = found.filter(({ file }) => isSourced(file, found));
  const library = sourced.map(({ text }) => text).join('\n');
  return found
    .filter(one => !sourced.includes(one))
    .map(one => ({ ...one, library }));
}

async function listFiles(
  folder: string,
  below: string,
  depth: number,
): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), {
    withFileTypes: true,
  });
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && !LEFT_OUT.has(name))
      .map(entry => {
        const file = path.join(below, entry.name);
        if (entry.isFile()) return [file];
        return entry.isDirectory() && depth > 1
          ? listFiles(folder, file, depth - 1)
          : [];
      }),
  );
  return lists.flat();
}

async function readScript(
  folder: string,
  file: string,
): Promise<FoundScript | undefined> {
  const whole = path.join(folder, file);
  if ((await stat(whole)).size > LARGEST) return undefined;
  const text = await readFile(whole, 'utf8');
  const shebang = /^#!\s*(.*)/.exec(text)?.[1];
  const ending = ENDINGS[path.extname(file) as keyof typeof ENDINGS];
  if (shebang === undefined && ending === undefined) return undefined;
  return {
    file,
    path: whole,
    text,
    library: '',
    language: languageOf(shebang) ?? ending ?? 'other',
    hasShebang: shebang !== undefined,
    isExecutable: await access(whole, constants.X_OK).then(
      () => true,
      () => false,
    ),
  };
}

function languageOf(shebang?: string): FoundScript['language'] | undefined {
  if (shebang === undefined) return undefined;
  if (/python/.test(shebang)) return 'python';
  return /\b(ba|da|k|z)?sh\b/.test(shebang) ? 'shell' : 'other';
}

function isSourced(file: string, scripts: FoundScript[]): boolean {
  const name = path
    .basename(file)
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const sourcing = new RegExp(String.raw`^\s*(source|\.)\s+.*\b${name}`, 'm');
  return scripts.some(one => one.file !== file && sourcing.test(one.text));
}
