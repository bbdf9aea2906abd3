import { findHostProblems, type HostFacts } from './findHostProblems';

describe('The problems of a host', () => {
  const find = ({
    databaseFile,
    spoolDirectory = '/var/lib/spool',
    hasKeys = true,
  }: Partial<HostFacts>) => {
    const logged: string[] = [];
    const found = findHostProblems(
      { databaseFile, spoolDirectory, hasKeys },
      { warn: (line: string) => logged.push(line) },
    );
    return { sources: found.map(({ source }) => source), logged };
  };

  it('are none where everything survives', () => {
    for (const databaseFile of [undefined, '/var/lib/idp.sqlite']) {
      expect(find({ databaseFile })).toEqual({ sources: [], logged: [] });
    }
    expect(find({ spoolDirectory: '/tmpfiles/spool' }).sources).toEqual([]);
  });

  it('are a database in memory and a spool that is emptied, which the log says as well', () => {
    const { sources, logged } = find({
      databaseFile: ':memory:',
      spoolDirectory: '/tmp/spool',
    });
    expect(sources).toEqual([
      'backend.database',
      'idpOrchestrator.spoolDirectory',
    ]);
    expect(logged).toEqual([
      expect.stringContaining('configure PostgreSQL'),
      expect.stringContaining('choose a folder that stays'),
    ]);
  });

  it('are keys that are not there', () => {
    expect(find({ hasKeys: false }).sources).toEqual(['idpOrchestrator.keys']);
  });
});
