import { countTurns } from '../__testUtils__/countTurns';
import { sqlite } from '../__testUtils__/databases';
import { createDatabaseAuditStore } from '../database';
import { toAuditRow } from '../database/audit/auditRows';
import { BEGINNING, sealEntry } from './chain';
import { verifyRecord } from './verifyRecord';

jest.setTimeout(60_000);

describe('A long record', () => {
  const database = sqlite();
  beforeAll(() => database.start());
  afterAll(() => database.stop());

  it('is verified to its end, and lets others have their turn meanwhile', async () => {
    const knex = await database.create();
    const rows = [];
    let end = BEGINNING;
    for (let number = 1; number <= 2_000; number++) {
      const entry = sealEntry(
        {
          at: '2026-11-24T12:00:00.000Z',
          act: 'run.start',
          outcome: 'done',
          by: { kind: 'user', ref: 'user:default/ada' },
          origin: { door: 'rest' },
          result: `Started run ${number}`,
        },
        end,
      );
      end = { number, digest: entry.digest };
      rows.push(toAuditRow(entry));
    }
    await knex.batchInsert('audit_entries', rows, 20);
    await knex('audit_end').update(end);
    const store = createDatabaseAuditStore(knex);
    const read = jest.spyOn(store, 'read');
    const turns = await countTurns(async () => {
      expect(await verifyRecord(store)).toEqual({
        whole: true,
        checked: 2_000,
      });
    });
    expect(turns).toBeGreaterThanOrEqual(10);
    for (const [{ limit }] of read.mock.calls) {
      expect(limit).toBeLessThanOrEqual(200);
    }
  });
});
