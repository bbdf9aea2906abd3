import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { KeyRing, toPublicKey, type DerivedKey } from '../keys';
import { BEGINNING, sealEntry } from './chain';
import { signSeal } from './seals/sealSignature';
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
  expect(await verifyAuditExport(file, { end })).toEqual({
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
  expect((await verifyAuditExport(file, { end })).broken?.number).toBe(5);
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
      text: `${path.join(folder, 'nothing')} does not exist\n`,
    });
    expect(await run()).toMatchObject({
      code: 2,
      text: expect.stringContaining('Usage'),
    });
  });

  describe('with seals that were kept elsewhere', () => {
    const [old, anew] = [
      { id: 'old', secret: 'o'.repeat(40) },
      { id: 'new', secret: 'n'.repeat(40) },
    ].map(key => new KeyRing([key]).current('audit-seals', ''));
    const at = '2026-11-24T13:00:00.000Z';
    const seals = [
      signSeal(old, { number: 2, digest: record[1].digest, at }),
      signSeal(anew, { number: 4, digest: record[3].digest, at }),
    ];
    const keyOf = (key: DerivedKey) => ({
      id: key.id,
      publicKey: toPublicKey(key).export({ format: 'pem', type: 'spki' }),
    });
    const put = async (name: string, text: string) => {
      const place = path.join(folder, name);
      await writeFile(place, text);
      return place;
    };
    const rewritten = () => {
      const forged: AuditEntry[] = [];
      for (const { digest, previousDigest, number, ...fact } of record) {
        const reason = number === 1 ? 'nothing' : fact.reason;
        forged.push(sealEntry({ ...fact, reason }, forged.at(-1) ?? BEGINNING));
      }
      return forged.map(entry => JSON.stringify(entry));
    };
    /** Seals as lines of a log, of a webhook, and as the API answers. */
    const kept = async () => [
      await put(
        'portal.log',
        `Started\n${JSON.stringify({ level: 'info', message: 'sealed', event: 'audit.sealed', ...seals[0] })}\n{"level":"info"}\n`,
      ),
      await put(
        'webhook.ndjson',
        `${JSON.stringify({ log: JSON.stringify({ type: 'audit.sealed', data: { seal: seals[1] } }) })}\n`,
      ),
      await put(
        'seals.json',
        JSON.stringify(
          { items: seals, keys: [keyOf(anew), keyOf(old)] },
          null,
          2,
        ),
      ),
    ];

    it('says which file of seals or keys cannot be read', async () => {
      const [, , answer] = await kept();
      await write(lines);
      const none = path.join(folder, 'none');
      for (const [sealFile, key, problem] of [
        [none, answer, `${none} does not exist`],
        [answer, `old:${none}`, `${none} does not exist`],
        [answer, folder, `${folder} is a folder, and no file`],
      ]) {
        expect(
          await run(file, '--seals', sealFile, '--public-key', key),
        ).toEqual({ code: 2, text: `${problem}\n` });
      }
    });

    it('finds a record that was made anew from its first entry, and one that is whole', async () => {
      const [log, hook, answer] = await kept();
      const pem = await put('old.pem', String(keyOf(old).publicKey));
      await write(lines);
      expect(
        await run(file, '--seals', answer, '--public-key', answer),
      ).toEqual({
        code: 0,
        text: `Whole: 5 entries are as they were written\nSealed up to entry 4 at ${at} (seals: 2, keys: old, new)\n`,
      });
      await write(rewritten());
      expect((await verifyAuditExport(file)).whole).toBe(true);
      for (const [kind, ...given] of [
        ['log', '--seals', log, '--public-key', `old:${pem}`],
        ['webhook', '--seals', hook, '--public-key', answer],
        ['answer', '--seals', answer, '--public-key', answer],
      ]) {
        expect({ kind, ...(await run(file, ...given)) }).toEqual({
          kind,
          code: 1,
          text: expect.stringMatching(
            /^Broken at entry [24]: its digest was another one when it was sealed/,
          ),
        });
      }
    });

    it('finds that the end is missing, and a seal that was changed', async () => {
      const [, , answer] = await kept();
      await write(lines.slice(0, 3));
      const missing = await run(
        file,
        '--seals',
        answer,
        '--public-key',
        answer,
      );
      expect(missing).toEqual({
        code: 1,
        text: `Broken at entry 4: it is gone: entry 4 was sealed at ${at}\n`,
      });
      await write(lines);
      const changed = { ...seals[0], at: '2026-11-24T14:00:00.000Z' };
      const file2 = await put('changed.json', JSON.stringify(changed));
      const found = await run(file, '--seals', file2, '--public-key', answer);
      expect(found).toEqual({
        code: 1,
        text: 'Broken at entry 2: its seal is not as it was signed with the key old\n',
      });
    });

    it('says which seals it cannot check, and is not content with that', async () => {
      const [, , answer] = await kept();
      const pem = await put('new.pem', String(keyOf(anew).publicKey));
      await write(lines);
      const key = `new:${pem}`;
      expect(await run(file, '--seals', answer, '--public-key', key)).toEqual({
        code: 3,
        text: expect.stringMatching(
          /Sealed up to entry 4 .*keys: new\)\nSeals that cannot be checked, .*: 1 \(keys: old\)\n$/,
        ),
      });
    });

    it.each<[string, string, (files: string[]) => string[]]>([
      ['no keys', 'of use together only', ([log]) => ['--seals', log]],
      [
        'a log without seals',
        'holds no seal',
        ([, , answer]) => ['--seals', file, '--public-key', answer],
      ],
      [
        'a key that is none',
        'is no Ed25519 public key',
        ([log]) => ['--seals', log, '--public-key', `old:${log}`],
      ],
      [
        'keys that are not named',
        'expected <key id>:<file>',
        ([log]) => ['--seals', log, '--public-key', log],
      ],
    ])('says what is wrong with %s', async (_, text, args) => {
      await write(lines);
      const given = args(await kept());
      expect(await run(file, ...given)).toEqual({
        code: 2,
        text: expect.stringContaining(text),
      });
    });

    it('says which line holds a seal that is not complete', async () => {
      const [, , answer] = await kept();
      await write(lines);
      const { digest, ...half } = seals[0];
      const log = await put('half.log', `\n${JSON.stringify(half)}\n`);
      expect(
        await run(file, '--seals', log, '--public-key', answer),
      ).toMatchObject({
        code: 2,
        text: expect.stringMatching(/^Line 2 of .*half\.log.* digest/s),
      });
    });
  });
});
