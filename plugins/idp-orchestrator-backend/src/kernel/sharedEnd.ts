import { readFileSync } from 'node:fs';
import { readPidNamespace } from './kernelNames';
import { readStat } from './processStat';

/** The facts that decide whether other processes end with this one. */
export interface ProcessPlace {
  pid: number;
  /** The kernel's name for the process numbers; undefined where it has none. */
  namespace: string | undefined;
  /** The name of process 1; undefined where it cannot be seen. */
  firstName: string | undefined;
  /** The parent of this process, its parent, and so on. */
  ancestors: number[];
}

/** The process numbers of the host itself, `PROC_PID_INIT_INO` of the kernel. */
const HOST_NAMESPACE = 'pid:[4026531836]';
/** Those that go on when what they started ends, as in a container that is a whole system. */
const SYSTEM_INIT = /^(?:systemd|init\b|openrc-init|runit\b|s6-svscan)/;
/** The process 1 of a pod whose containers share process numbers. */
const POD_INIT = 'pause';

/**
 * Decides it: the kernel kills all that is left in a container when process 1 of
 * it ends, and that is this process, or one that ends after its child. It is pure.
 *
 * @returns why other processes end with this one, or undefined when they go on
 */
export function decideSharedEnd(place: ProcessPlace): string | undefined {
  const { pid, namespace, firstName, ancestors } = place;
  if (!namespace || namespace === HOST_NAMESPACE) return undefined;
  if (pid === 1) return 'it is process 1 of its container';
  if (!firstName || SYSTEM_INIT.test(firstName)) return undefined;
  if (firstName === POD_INIT) return 'it is the process of a container';
  if (!ancestors.includes(1)) return undefined;
  return `${firstName}, process 1 of its container, ends with it`;
}

/** Finds out why processes that this one started end with it, if they do. */
export function findSharedEnd(): string | undefined {
  return decideSharedEnd({
    pid: process.pid,
    namespace: readPidNamespace(),
    firstName: readName(1),
    ancestors: listAncestors(),
  });
}

function listAncestors(): number[] {
  const ancestors: number[] = [];
  let parent = process.ppid;
  while (parent > 0) {
    ancestors.push(parent);
    parent = readStat(parent)?.parent ?? 0;
  }
  return ancestors;
}

function readName(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
