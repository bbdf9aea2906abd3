import { InputError } from '@backstage/errors';
import { parseJsonPath } from './parseJsonPath';

const object = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
  status: {
    health: { status: 'Healthy' },
    replicas: 3,
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Synced', status: 'False' },
    ],
  },
};

describe('A JSONPath of kubectl', () => {
  it.each([
    ['{.status.health.status}', ['Healthy']],
    ['.status.health.status', ['Healthy']],
    ['{$.status.replicas}', [3]],
    ['{.status.conditions[0].type}', ['Ready']],
    ['{.status.conditions[-1].type}', ['Synced']],
    ['{.status.conditions[*].status}', ['True', 'False']],
    ['{.status.conditions[?(@.type=="Synced")].status}', ['False']],
    ["{.status.conditions[?(@.type != 'Synced')].status}", ['True']],
    ["{.metadata.labels['app.kubernetes.io/name']}", ['web']],
    ['{.metadata.labels.app\\.kubernetes\\.io/name}', ['web']],
    ['{.status.nothing.there}', []],
    ['{.status.conditions[7].type}', []],
    ['{.constructor.name}', []],
  ])('%s leads to %j', (path, values) => {
    expect(parseJsonPath(path)(object)).toEqual(values);
  });

  it.each(['{.a..b}', '{.a[}', '{.a[?(@.b>1)]}', '{a}', '{}', '', '{.a b}'])(
    '"%s" is refused with what is expected',
    path => {
      const parsing = () => parseJsonPath(path);
      expect(parsing).toThrow(InputError);
      expect(parsing).toThrow('expected a path as kubectl wait takes it');
    },
  );

  it('costs what it is long, whatever it says', () => {
    const long = `{${'.a'.repeat(20_000)}[?(${'@.b'.repeat(20_000)}]}`;
    expect(() => parseJsonPath(long)).toThrow(InputError);
  });
});
