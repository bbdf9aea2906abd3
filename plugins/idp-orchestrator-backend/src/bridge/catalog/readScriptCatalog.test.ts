import { readScriptCatalog } from './readScriptCatalog';

it('A script catalog that is not there is told with the keys that name it', async () => {
  const { scripts, problems } = await readScriptCatalog('/none/catalog.yaml');
  expect(scripts).toEqual([]);
  expect(problems).toEqual([
    {
      source: '/none/catalog.yaml',
      message: expect.stringMatching(
        /^The script catalog does not exist\. .*idpOrchestrator\.scriptCatalog.*idpOrchestrator\.scriptsDirectory/,
      ),
    },
  ]);
});
