import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { BEGINNING, sealEntry } from './chain';
import { verifyAuditExport } from './verifyAuditExport';

jest.setTimeout(60_000);

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'idp-audit-'));
  file = path.join(folder, 'audit.ndjson');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const record: AuditEntry[] = [];
for (let n = 1; n <= 5; n++) {
  const fact = {
    at: '2026-11-24T12:00:00.000Z',
    act: 'run.cancel',
    outcome: 'done' as const,
    by: { kind: 'user' as const, ref: 'user:default/ada' },
    origin: { door: 'rest' as const },
    reason: `reason ${n}`,
  };
  record.push(sealEntry(fact, record.at(-1) ?? BEGINNING));
}

const write = (lines: string[]) => writeFile(file, `${lines.join('\n')}\n`);
const lines = record.map(entry => JSON.stringify(entry));
const end = { number: 5, digest: record[4].digest };

it('finds an export whole that is as it was written', async () => {
  await write(lines);
  expect(await verifyAuditExport(file, end)).toEqual({
    whole: true,
    checked: 5,
  });
});

it('does not mind the order of keys', async () => {
  const turned = record.map(entry =>
    JSON.stringify(Object.fromEntries(Object.entries(entry).reverse())),
  );
  await write(turned);
  expect((await verifyAuditExport(file)).whole).toBe(true);
});

it.each<[string, string[], number]>([
  ['altered', lines.map(line => line.replace('reason 3', 'reason x')), 3],
  [
    'altered by a word more',
    lines.map(line =>
      line.replace('"reason":"reason 2"', '"reason":"reason 2","note":"x"'),
    ),
    2,
  ],
  ['removed', lines.filter((_, index) => index !== 2), 3],
  ['removed from the beginning', lines.slice(1), 1],
  ['exchanged', [lines[0], lines[2], lines[1], lines[3], lines[4]], 2],
  ['there twice', [lines[0], lines[1], lines[1], lines[2]], 3],
  ['no JSON', [lines[0], lines[1].slice(0, -3), lines[2]], 2],
  ['no entry', [lines[0], 'null', lines[2]], 2],
])('names the first entry that is %s', async (_, written, number) => {
  await write(written);
  expect((await verifyAuditExport(file)).broken?.number).toBe(number);
});

it('sees that the end is missing when it knows the end', async () => {
  await write(lines.slice(0, 4));
  expect((await verifyAuditExport(file)).whole).toBe(true);
  expect((await verifyAuditExport(file, end)).broken?.number).toBe(5);
});

describe('The command', () => {
  const command = path.resolve(__dirname, '../../bin/idp-audit-verify');
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [command, ...args]).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );

  it('says that a file is whole, which entry is not, or how it is used', async () => {
    await write(lines);
    expect(await run(file, '--end', `5:${end.digest}`)).toEqual({
      code: 0,
      text: 'Whole: 5 entries are as they were written\n',
    });
    await write(lines.map(line => line.replace('reason 4', 'reason x')));
    expect(await run(file)).toEqual({
      code: 1,
      text: 'Broken at entry 4: what it says does not fit its digest\n',
    });
    expect(await run(path.join(folder, 'nothing'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('ENOENT'),
    });
    expect(await run()).toMatchObject({
      code: 2,
      text: expect.stringContaining('Usage'),
    });
  });
});
