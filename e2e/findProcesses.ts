import fs from 'node:fs';

/**
 * Processes that know a folder by their command line or environment, each as
 * `pid command`. Where there is no /proc, none are found.
 */
export function findProcesses(folder: string): string[] {
  if (!fs.existsSync('/proc/self/environ')) return [];
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      const command = read(`/proc/${pid}/cmdline`);
      const known = command + read(`/proc/${pid}/environ`);
      return known.includes(folder)
        ? [`${pid} ${command.replaceAll('\0', ' ')}`]
        : [];
    });
}

/** Empty for a process that has ended meanwhile, or is somebody else's. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
