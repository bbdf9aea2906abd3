import {
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findMount } from './findMount';
import { findScriptFile } from './findScriptFile';

describe('The file of a script', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (text: string, mode: number) => {
    await writeFile(path.join(folder, 'a.sh'), text);
    await chmod(path.join(folder, 'a.sh'), mode);
  };

  it('that is not executable is told with its mode, and how to make it so', async () => {
    await write('#!/bin/sh\n', 0o644);
    await expect(findScriptFile(folder, 'a.sh')).rejects.toThrow(
      /is not executable \(its mode is 0644\)\. chmod \+x .* defaultMode: 0755$/,
    );
  });

  it.each(['#!/bin/sh\r\necho\r\n', '#!/usr/bin/env bash\r\n'])(
    'with the line ends of Windows is told so, and how to mend it: %j',
    async text => {
      await write(text, 0o755);
      await expect(findScriptFile(folder, 'a.sh')).rejects.toThrow(
        /has the line ends of Windows \(CRLF\).* Save it with those of Unix/,
      );
    },
  );

  it.each(['#!/bin/sh\necho "a\r\n"\n', 'no first line\r\n', ''])(
    'is found where only its text has a carriage return: %j',
    async text => {
      await write(text, 0o755);
      expect(await findScriptFile(folder, 'a.sh')).toBe(`${folder}/a.sh`);
    },
  );

  it('of a ConfigMap is called by a path that stays when it changes', async () => {
    const publish = async (version: string) => {
      await mkdir(path.join(folder, version));
      await writeFile(path.join(folder, version, 'a.sh'), '#!/bin/sh\n');
      await chmod(path.join(folder, version, 'a.sh'), 0o755);
      await symlink(version, path.join(folder, '..data.new'));
      await rename(
        path.join(folder, '..data.new'),
        path.join(folder, '..data'),
      );
    };
    await publish('..v1');
    await symlink('..data/a.sh', path.join(folder, 'a.sh'));
    const found = await findScriptFile(folder, 'a.sh');
    await publish('..v2');
    await rm(path.join(folder, '..v1'), { recursive: true });
    expect(found).toBe(`${folder}/a.sh`);
    expect(await findScriptFile(folder, 'a.sh')).toBe(found);
  });
});

describe('The mount of a file', () => {
  const mounts = [
    '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
    '30 22 0:26 / /srv rw,nosuid,noexec - tmpfs tmpfs rw',
    '31 30 0:27 / /srv/my\\040scripts rw - tmpfs tmpfs rw',
    '',
  ].join('\n');

  it.each([
    ['/srv/a.sh', '/srv', true],
    ['/srv/my scripts/a.sh', '/srv/my scripts', false],
    ['/srvice/a.sh', '/', false],
  ])('of %s is %s', (file, at, isNoexec) => {
    const mount = findMount(mounts, file);
    expect(mount?.path).toBe(at);
    expect(mount?.options.includes('noexec')).toBe(isNoexec);
  });

  it('is unknown where nothing tells', () => {
    expect(findMount('', '/srv/a.sh')).toBeUndefined();
  });
});
