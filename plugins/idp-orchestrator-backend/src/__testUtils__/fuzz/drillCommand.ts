import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { stringify } from 'yaml';
import { ModuleProcess } from '../ModuleProcess';
import { TEST_KEYS } from '../keys';
import { Replica } from '../replicas/Replica';
import { Fuzz, TARGET_FLOW, type Tally } from './Fuzz';
import type { ProbeReport } from './probe';

const COUNT = Number(process.env.IDP_FUZZ ?? 10_000);
const SEED = Number(process.env.IDP_FUZZ_SEED ?? 20_261_127);
/** What an answer of the rest of Backstage may take (ms), but for one of a hundred. */
const LIMIT_MS = 250;
/** What may be kept of all inputs of one kind (MiB). */
const LIMIT_MIB = 300;

/**
 * `tools/yarn drill:fuzz`: sends 10,000 (`IDP_FUZZ`) hostile flow files, script
 * catalogs and inputs to a backend in a process of its own while another one
 * measures how it answers. Prints a table, and ends with 1 on a breach.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-drill-fuzz-'));
  await writeFile(path.join(folder, 'target.yaml'), stringify(TARGET_FLOW));
  const connection = { filename: path.join(folder, 'db.sqlite') };
  const database = { client: 'better-sqlite3', connection };
  const scriptCatalog = path.join(folder, 'catalog');
  const replica = await Replica.start({
    database,
    config: {
      ...{ scriptsDirectory: folder, flowsDirectory: folder, scriptCatalog },
      spoolDirectory: path.join(folder, 'spool'),
      keys: TEST_KEYS,
      environments: { development: {} },
      api: { requestsPerMinute: 1_000_000 },
      engine: { hostName: 'fuzz' },
    },
  });
  const url = `http://localhost:${replica.port}/api/idp-orchestrator`;
  const token = mockCredentials.user.token();
  const probe = new ModuleProcess({
    module: path.join(__dirname, 'probe.ts'),
    args: [url, token],
    output: 'inherit',
  });
  const knex = createKnex({ ...database, useNullAsDefault: true });
  const fuzz = new Fuzz({
    ...{ url, token, flowsDirectory: folder, scriptCatalog },
    async countRuns() {
      const [{ count }] = await knex('runs').count({ count: '*' });
      return Number(count);
    },
  });
  const sample = { count: COUNT, seed: SEED };
  const rows: Row[] = [];
  for (const [kind, send] of [
    ['flow files', () => fuzz.flowFiles(sample)],
    ['script catalogs', () => fuzz.catalogs(sample)],
    ['inputs', () => fuzz.inputs(sample)],
  ] as const) {
    await readProbe(probe);
    const before = await memoryOf(replica.pid);
    const tally = await send();
    const report = await readProbe(probe);
    const after = await memoryOf(replica.pid);
    rows.push(toRow({ kind, tally, report, before, after }));
    for (const failure of new Set(tally.failures)) console.error(failure);
  }
  console.table(rows);
  await knex.destroy();
  await probe.kill();
  await replica.stop();
  await rm(folder, { recursive: true, force: true });
  process.exitCode = rows.every(isGood) ? 0 : 1;
}

function toRow({ kind, tally, report, before, after }: Measured) {
  const { inputs, accepted, refused, failures } = tally;
  const { liveness, reads } = report;
  return {
    ...{ kind, inputs, accepted, refused, failures: failures.length },
    'liveness p50': partOf(liveness, 0.5),
    'liveness p99': partOf(liveness, 0.99),
    'liveness max': partOf(liveness, 1),
    'reads p99': partOf(reads, 0.99),
    'MiB before': before,
    'MiB after': after,
  };
}

interface Measured {
  kind: string;
  tally: Tally;
  report: ProbeReport;
  before: number;
  after: number;
}

type Row = ReturnType<typeof toRow>;

function isGood(row: Row): boolean {
  return (
    row.failures === 0 &&
    row['liveness p99'] <= LIMIT_MS &&
    row['reads p99'] <= LIMIT_MS &&
    row['MiB after'] - row['MiB before'] <= LIMIT_MIB
  );
}

async function readProbe(probe: ModuleProcess): Promise<ProbeReport> {
  const told = probe.hear(isReport);
  probe.send({ kind: 'tell' });
  return told;
}

function isReport(message: unknown): message is ProbeReport {
  return (
    typeof message === 'object' && message !== null && 'liveness' in message
  );
}

/** Memory of a process in use (MiB), as Linux counts it. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kib] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return Math.round(Number(kib) / 1024);
}

function partOf(times: number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * part));
  return Math.round(sorted[at] ?? Infinity);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
