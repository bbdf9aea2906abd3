import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * The processes that live, as `{ pid, group }`; one that has ended and was not yet
 * collected does not.
 */
export function livingProcesses() {
  const all = fs.existsSync('/proc/self/stat') ? readProc() : askPs();
  return all.filter(({ state }) => !/^[ZX]/.test(state));
}

/** The command line of a process; empty when there is none. */
export function commandOf(pid) {
  try {
    return fs.existsSync('/proc/self/cmdline')
      ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'args=', '-p', pid], { encoding: 'utf8' });
  } catch {
    return ''; // It has ended meanwhile.
  }
}

/** Linux: not every container has `ps`. */
function readProc() {
  return fs
    .readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
        // Behind the name of the program, which may hold anything.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const [state, , group] = fields;
        return [{ pid: Number(name), group: Number(group), state }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

function askPs() {
  const args = ['-A', '-o', 'pid=,pgid=,stat='];
  return execFileSync('ps', args, { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(line => {
      const [pid, group, state] = line.trim().split(/\s+/);
      return { pid: Number(pid), group: Number(group), state };
    });
}
