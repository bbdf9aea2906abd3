import path from 'node:path';
import { startSearch } from './__testUtils__/startSearch';

const FLOWS = path.join(__dirname, '__fixtures__/flows');
const AT_ONCE = {
  schedule: {
    frequency: { seconds: 1 },
    timeout: { seconds: 30 },
    initialDelay: { milliseconds: 100 },
  },
};

jest.setTimeout(60_000);

const titlesOf = (found: Array<{ document: { title: string } }>) =>
  found.map(({ document }) => document.title).sort();

describe("Backstage's search", () => {
  let search: Awaited<ReturnType<typeof startSearch>>;

  beforeAll(async () => {
    search = await startSearch(FLOWS, { ...AT_ONCE, path: '/platform/' });
  });
  afterAll(() => search?.stop());

  it.each([
    ['its title', 'renew'],
    ['what it is for', 'authority'],
    ['its tags', 'tls'],
    ['its id', 'renew-certificates'],
  ])('finds a flow by %s, with the address of its page', async (_, term) => {
    const found = await search.untilFound(term);
    expect(found).toContainEqual(
      expect.objectContaining({
        type: 'idp-orchestrator-flow',
        document: expect.objectContaining({
          title: 'Renew the certificates',
          location: '/platform/flows/renew-certificates',
          risk: 'low',
          tags: ['tls'],
        }),
      }),
    );
  });

  it('finds the pages', async () => {
    const found = await search.untilFound('orchestrator');
    expect(found.map(({ document }) => document.location)).toContain(
      '/platform',
    );
  });

  it('shows a flow only to who may see it', async () => {
    await search.untilFound('certificates');
    expect(titlesOf(await search.find('certificates'))).toEqual([
      'Renew the certificates',
      'Wipe the certificates',
    ]);
    expect(titlesOf(await search.find('certificates', search.careful))).toEqual(
      ['Renew the certificates'],
    );
  });
});
