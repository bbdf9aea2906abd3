import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FlowFolder } from '../flows';
import { readWindowsConfig } from '../config/blocks';
import { mockServices } from '@backstage/backend-test-utils';
import { FileWindows } from './FileWindows';

const freeze = (id: string, more = '') => `kind: freeze
id: ${id}
environments: [production]
timezone: Europe/Berlin
from: 2126-12-18T17:00
to: 2127-01-04T06:00
${more}`;

describe('The windows of files', () => {
  let folder: string;
  const write = (name: string, text: string) =>
    fs.writeFileSync(path.join(folder, name), text);

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-file-windows-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const open = (configured: object[] = []) => {
    const environments = ['development', 'production'];
    const config = mockServices.rootConfig({
      data: { windows: configured },
    });
    const files = new FlowFolder(folder, environments);
    const windows = new FileWindows(
      () => files.list(),
      readWindowsConfig(config, environments),
    );
    return {
      /** What is in force, and what is wrong, with the places from the folder. */
      async look() {
        const { problems: unread } = await files.list();
        const read = await windows.read();
        return {
          windows: read.windows.map(({ id, file, outdated }) =>
            [id, file, outdated && 'outdated'].filter(Boolean).join(' '),
          ),
          problems: [...unread, ...read.problems].map(
            ({ source, line, message }) =>
              `${path.relative(folder, source)}:${line}: ${message}`,
          ),
        };
      },
    };
  };

  it('are those of the configuration, whose fields mean the same', async () => {
    const written = {
      id: 'night',
      kind: 'maintenance',
      timezone: 'UTC',
      cron: '0 2 * * *',
      duration: '2h',
    };
    write('night.yaml', JSON.stringify(written));
    const config = mockServices.rootConfig({ data: { windows: [written] } });
    const [configured] = readWindowsConfig(config, []);
    const { windows } = await new FlowFolder(folder, []).list();
    expect(windows[0].definition).toEqual({
      ...configured,
      source: 'file',
      file: 'night.yaml',
    });
  });

  it('stand in any file, beside flows, and go with their document', async () => {
    const { look } = open();
    fs.mkdirSync(path.join(folder, 'times'));
    write('times/a.yaml', `${freeze('one')}\n---\n${freeze('two')}`);
    expect(await look()).toEqual({
      windows: ['one times/a.yaml', 'two times/a.yaml'],
      problems: [],
    });
    write('times/a.yaml', freeze('two'));
    expect((await look()).windows).toEqual(['two times/a.yaml']);
    fs.rmSync(path.join(folder, 'times/a.yaml'));
    expect(await look()).toEqual({ windows: [], problems: [] });
  });

  it('tell what is wrong with them, with file and line', async () => {
    write('a.yaml', freeze('one', 'flow: none'));
    write('b.yaml', freeze('two').replace('production', 'moon'));
    write('c.yaml', 'kind: window\nid: three');
    expect(await open().look()).toEqual({
      windows: [],
      problems: [
        'a.yaml:7: flow: expected no property of this name, got "none"',
        'b.yaml:3: environments.0: expected one of development, production, got "moon"',
        'c.yaml:1: kind: expected schedule, freeze or maintenance, or no kind for a flow, got "window"',
      ],
    });
  });

  it('stay in force and say so while their file is wrong, but not after a restart', async () => {
    const { look } = open();
    write('a.yaml', `${freeze('one')}\n---\n${freeze('two')}`);
    await look();
    for (const broken of [
      freeze('one', 'until: never'),
      'kind: [',
      `id: a-flow\n---\n${freeze('two')}`,
    ]) {
      write('a.yaml', broken);
      const { windows, problems } = await look();
      expect(windows.toSorted()).toEqual([
        'one a.yaml outdated',
        expect.stringMatching(/^two a.yaml/),
      ]);
      expect(problems).toContainEqual(
        'a.yaml:undefined: Window one stays in force as it was read last, since something in its file is wrong. Correct the file, or take the window out of it',
      );
    }
    expect((await open().look()).windows).toEqual(['two a.yaml']);
    write('a.yaml', freeze('two'));
    expect(await look()).toEqual({ windows: ['two a.yaml'], problems: [] });
  });

  it('stay in force while the folder cannot be read', async () => {
    const { look } = open();
    write('a.yaml', freeze('one'));
    await look();
    fs.renameSync(folder, `${folder}-away`);
    expect((await look()).windows).toEqual(['one a.yaml outdated']);
    fs.renameSync(`${folder}-away`, folder);
    expect((await look()).windows).toEqual(['one a.yaml']);
  });

  it('have ids of their own: the configuration wins, then the first file', async () => {
    const configured = {
      id: 'one',
      kind: 'freeze',
      timezone: 'UTC',
      cron: '0 2 * * *',
      duration: '2h',
    };
    write('a.yaml', freeze('one'));
    write('b.yaml', freeze('two'));
    write('c.yaml', freeze('two'));
    expect(await open([configured]).look()).toEqual({
      windows: ['two b.yaml'],
      problems: [
        'a.yaml:2: id: expected an id of its own (the configuration (idpOrchestrator.windows) has it, and that one is in force), got one',
        'c.yaml:2: id: expected an id of its own (b.yaml:2 has it, and that one is in force), got two',
      ],
    });
  });
});
