import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FlowFolder } from './FlowFolder';
import { LARGEST_YAML } from '../../problems/readYaml';

const flow = (id: string, more = '') =>
  `id: ${id}\ntitle: T\nrisk: low\nsteps: [{ id: a, uses: script }]\n${more}`;

describe('A folder of flows', () => {
  let folder: string;
  let flows: FlowFolder;
  const write = (name: string, text: string) => {
    const file = path.join(folder, 'flows', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  };
  const look = async () => {
    const { flows: found, problems } = await flows.list();
    return {
      ids: found.map(file => file.flow.id),
      problems: problems.map(
        ({ source, message }) => `${path.basename(source)}: ${message}`,
      ),
    };
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'flow-folder-'));
    fs.mkdirSync(path.join(folder, 'flows'));
    flows = new FlowFolder(path.join(folder, 'flows'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('holds the YAML files in it and in its folders, and nothing else', async () => {
    write('b.yml', flow('b'));
    write('more/a.yaml', flow('a'));
    write('README.md', 'no flow');
    write('.hidden.yaml', 'no flow');
    write('.git/c.yaml', 'no flow');
    expect(await look()).toEqual({ ids: ['b', 'a'], problems: [] });
  });

  it('shows files that were changed, added and removed', async () => {
    const file = write('a.yaml', flow('a'));
    expect((await look()).ids).toEqual(['a']);
    write('a.yaml', flow('other'));
    write('b.yaml', flow('b'));
    expect((await look()).ids).toEqual(['other', 'b']);
    fs.rmSync(file);
    expect((await look()).ids).toEqual(['b']);
  });

  it('does not go on with the good version of a file that turned bad', async () => {
    write('a.yaml', flow('a'));
    write('b.yaml', flow('b'));
    await look();
    write('a.yaml', flow('a', 'colour: red\n'));
    expect(await look()).toEqual({
      ids: ['b'],
      problems: [expect.stringContaining('a.yaml: colour: expected no')],
    });
    write('a.yaml', flow('a'));
    expect(await look()).toEqual({ ids: ['a', 'b'], problems: [] });
  });

  it('is parsed again only where it was changed', async () => {
    write('a.yaml', flow('a'));
    write('b.yaml', flow('b'));
    const [a, b] = (await flows.list()).flows;
    write('b.yaml', flow('b', 'description: more\n'));
    const later = (await flows.list()).flows;
    expect(later[0]).toBe(a);
    expect(later[1]).not.toBe(b);
  });

  it('shows the files of a ConfigMap as Kubernetes mounts it', async () => {
    write('..2026/a.yaml', flow('a'));
    const at = (name: string) => path.join(folder, 'flows', name);
    fs.symlinkSync('..2026', at('..data'));
    fs.symlinkSync('..data/a.yaml', at('a.yaml'));
    expect(await look()).toEqual({ ids: ['a'], problems: [] });
  });

  it('refuses what is not a small file in it, by name', async () => {
    const at = (name: string) => path.join(folder, 'flows', name);
    fs.writeFileSync(path.join(folder, 'outside.yaml'), flow('outside'));
    fs.symlinkSync('../outside.yaml', at('leads-out.yaml'));
    fs.symlinkSync('.', at('circle'));
    fs.symlinkSync('nowhere', at('nowhere.yaml'));
    write('large.yaml', `${flow('large')}#${'x'.repeat(LARGEST_YAML)}`);
    execFileSync('mkfifo', [at('pipe.yaml')]);
    write('good.yaml', flow('good'));
    expect(await look()).toEqual({
      ids: ['good'],
      problems: [
        'circle: It is a link to a folder, which is not followed',
        expect.stringMatching(
          /^large\.yaml: It has \d+ bytes; a file of flows has/,
        ),
        'leads-out.yaml: It is a link that leads out of the folder',
        expect.stringMatching(/^nowhere\.yaml: It does not exist$/),
        'pipe.yaml: It is no file',
      ],
    });
  });

  it('that is not there is a problem, until it is there', async () => {
    fs.rmSync(path.join(folder, 'flows'), { recursive: true });
    expect((await look()).problems).toEqual([
      expect.stringContaining(
        'The folder of the flows does not exist. It is named by idpOrchestrator.flowsDirectory',
      ),
    ]);
    write('a.yaml', flow('a'));
    expect(await look()).toEqual({ ids: ['a'], problems: [] });
  });
});
