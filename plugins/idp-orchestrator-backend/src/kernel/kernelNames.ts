import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Reads the id of this start of the kernel, which another start does not have
 * again. Undefined where the kernel shows none, as on anything but Linux.
 */
export function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * Reads the kernel's name for the process numbers that this process knows
 * others by, such as `pid:[4026531836]`: two containers of one kernel have two.
 * Undefined where the kernel shows none.
 */
export function readPidNamespace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}
