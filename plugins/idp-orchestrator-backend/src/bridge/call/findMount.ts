/** A place where a file system is mounted, and how. */
export interface Mount {
  path: string;
  options: string[];
}

/**
 * Finds the mount that a file is in, in the text of `/proc/self/mountinfo`
 * (proc_pid_mountinfo(5)); of several at one place the last one counts.
 */
export function findMount(mountinfo: string, file: string): Mount | undefined {
  return mountinfo
    .split('\n')
    .flatMap(line => {
      const [, , , , path, options] = line.split(' ');
      if (options === undefined) return [];
      return [{ path: unescape(path), options: options.split(',') }];
    })
    .filter(({ path }) =>
      file.startsWith(path.endsWith('/') ? path : `${path}/`),
    )
    .reduce<Mount | undefined>(
      (longest, mount) =>
        longest && longest.path.length > mount.path.length ? longest : mount,
      undefined,
    );
}

/** Spaces and the like are written as octal numbers. */
function unescape(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
}
