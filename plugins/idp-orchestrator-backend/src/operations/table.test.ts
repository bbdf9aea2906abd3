import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OPERATIONS, ROUTED } from './table';

const DOCUMENT = path.resolve(__dirname, '../../../../docs/audit.md');

describe('The table of operations', () => {
  it('has each operation under the id of its contract', () => {
    const ids = Object.entries(ROUTED).map(([id, { contract }]) => [
      id,
      contract.id,
    ]);
    expect(ids.filter(([id, own]) => id !== own)).toEqual([]);
  });

  it('has no audit action that the document leaves out, and the document none too many', () => {
    const actions = OPERATIONS.flatMap(({ action }) => action ?? []);
    const rows = readFileSync(DOCUMENT, 'utf8')
      .split('\n')
      .filter(line => line.startsWith('| `'));
    const told = rows.flatMap(row =>
      [...row.split('|')[1].matchAll(/`([a-z]+\.[a-z]+)`/g)].map(
        ([, action]) => action,
      ),
    );
    expect(told.sort()).toEqual([...new Set(actions)].sort());
  });

  it('offers no two tools of one name', () => {
    const names = OPERATIONS.flatMap(({ tool }) => tool?.name ?? []);
    expect(names).toEqual([...new Set(names)]);
  });
});
