import { searchFlows } from './searchFlows';

const flow = (id: string, title: string, more = {}) => ({
  id,
  title,
  description: '',
  tags: [],
  ...more,
});

const flows = [
  flow('clean-logs', 'Clean up logs', { description: 'Frees disk space.' }),
  flow('backup-db', 'Back up the database', { tags: ['postgres', 'nightly'] }),
  flow('restore-db', 'Restore a database', { tags: ['postgres'] }),
  flow('cafe', 'Café öffnen'),
];

const found = (text: string) => searchFlows(flows, text).map(({ id }) => id);

describe('The search of flows', () => {
  it.each([
    ['database restore', ['restore-db']],
    ['POSTGRES', ['backup-db', 'restore-db']],
    ['nightly back', ['backup-db']],
    ['space disk', ['clean-logs']],
    ['cafe offnen', ['cafe']],
    ['restore logs', []],
    ['  ', ['clean-logs', 'backup-db', 'restore-db', 'cafe']],
  ])('finds by "%s" what has every word of it', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it('puts first what is about a word by its title', () => {
    const more = [
      flow('one', 'One', { description: 'Restarts Grafana' }),
      flow('two', 'Two', { tags: ['grafana'] }),
      flow('three', 'Restart Grafana'),
    ];
    expect(searchFlows(more, 'grafana').map(({ id }) => id)).toEqual([
      'three',
      'two',
      'one',
    ]);
  });
});
