import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

const FIXTURE = path.join(__dirname, '../__fixtures__/mistakes');

/** Copies the platform full of mistakes, with those that no repository can keep. */
function copyMistakes(): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-mistakes-'));
  fs.cpSync(FIXTURE, folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  fs.writeFileSync(at('scripts/windows.sh'), '#!/bin/bash\r\ntrue\r\n');
  fs.chmodSync(at('scripts/windows.sh'), 0o755);
  fs.symlinkSync('/bin/true', at('scripts/outside.sh'));
  fs.writeFileSync(at('flows/no-yaml.yaml'), 'title: "No end\n# MISTAKE');
  return folder;
}

/** Lists `file:line` of each line that is marked. */
function listMarked(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file =>
      fs
        .readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          line.includes('# MISTAKE') ? [`${file}:${index + 1}`] : [],
        ),
    )
    .toSorted();
}

interface Told {
  findings: Array<{
    source: string;
    line: number;
    severity: string;
    message: string;
    remedy: string;
  }>;
  errors: number;
  counts: Record<string, number>;
}

describe('check', () => {
  it('finds each of many mistakes in its file and line, with what to do', async () => {
    const folder = copyMistakes();
    const marked = listMarked(folder);
    expect(marked.length).toBeGreaterThanOrEqual(30);
    const { code, stdout } = await runCli(['check', '--json'], { cwd: folder });
    const { findings } = JSON.parse(stdout) as Told;
    const places = findings.map(({ source, line }) => `${source}:${line}`);
    expect([...new Set(places)].toSorted()).toEqual(marked);
    for (const { message, remedy, severity } of findings) {
      expect(severity).toBe('error');
      expect(message).not.toBe('');
      expect(remedy.length).toBeGreaterThan(10);
    }
    expect(stdout).not.toContain('very-secret');
    expect(code).toBe(1);
  });

  it('writes file, line and remedy for people, without colours in a pipe', async () => {
    const folder = copyMistakes();
    const { stdout } = await runCli(['check'], { cwd: folder });
    expect(stdout).toContain(
      `scripts/catalog.yaml:18: mistake: scripts.bad-risk.risk: expected one of low, medium, high, critical, got "extreme"
    → Make scripts.bad-risk.risk one of low, medium, high, critical
`,
    );
    expect(stdout).not.toContain('\u001b[');
  });

  it('finds nothing in the example platform but what hangs on variables', async () => {
    const root = path.resolve(__dirname, '../../../..');
    const { code, stdout } = await runCli(['check', '--json'], { cwd: root });
    const told = JSON.parse(stdout) as Told;
    expect(told.findings.map(({ message }) => message)).toEqual([
      'idpOrchestrator.keys.0.secret hangs on IDP_ENCRYPTION_KEY, which is not set here, and was not judged',
    ]);
    expect(told.counts).toMatchObject({ scripts: 8, environments: 3 });
    expect(code).toBe(0);
    const strict = await runCli(['check', '--strict'], { cwd: root });
    expect(strict.code).toBe(1);
  });

  it('judges a folder of scripts alone, where there is no configuration', async () => {
    const scripts = path.join(FIXTURE, 'scripts');
    const { code, stdout } = await runCli(['check', '--scripts', scripts]);
    expect(stdout).toContain('scripts.bad-risk.risk');
    // Which secrets there are, nobody said.
    expect(stdout).not.toContain('registry-pasword');
    expect(code).toBe(1);
  });

  it('takes step types and flows that modules bring', async () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-modules-'));
    fs.writeFileSync(
      path.join(folder, 'flow.yaml'),
      `id: a
title: A
risk: low
steps:
  - { id: a, uses: 'acme:mail', with: { to: ops } }
  - { id: b, uses: flow, with: { flow: of-acme } }
`,
    );
    const scripts = path.resolve(
      __dirname,
      '../../../../examples/platform/scripts',
    );
    const args = ['check', '--scripts', scripts, '--flows', folder];
    const alone = await runCli(args);
    expect(alone.stdout).toContain('expected a step type that is installed');
    expect(alone.code).toBe(1);
    const known = await runCli([
      ...args,
      ...['--module-step', 'acme:mail', '--module-flow', 'of-acme'],
    ]);
    expect(known.stdout).toContain('no mistakes');
    expect(known.code).toBe(0);
  });

  it.each([
    [
      'where there is no configuration',
      ['check'],
      'There is no app-config.yaml',
    ],
    [
      'with a folder that is none',
      ['check', '--scripts', 'x'],
      'and x is none',
    ],
    ['with an option that there is not', ['check', '--fast'], '--fast'],
    ['with flows alone', ['check', '--flows', '.'], '--flows stands beside'],
  ])('says how it is used %s, and ends with 2', async (_, args, told) => {
    const cwd = fs.mkdtempSync(path.join(tmpdir(), 'idp-empty-'));
    const { code, stderr, stdout } = await runCli(args, { cwd });
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
