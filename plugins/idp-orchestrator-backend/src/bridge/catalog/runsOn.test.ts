import { stringify } from 'yaml';
import { parseScriptCatalog } from './readScriptCatalog';

const read = async (runsOn: unknown, ofAction?: unknown) => {
  const text = stringify({
    apiVersion: 'idp-orchestrator/v1',
    scripts: {
      it: {
        title: 'It',
        script: 'it.sh',
        risk: 'low',
        runsOn,
        actions: { go: ofAction === undefined ? {} : { runsOn: ofAction } },
      },
    },
  });
  const { scripts, problems } = await parseScriptCatalog(text, 'catalog.yaml');
  return {
    action: scripts[0]?.actions[0],
    problems: problems.map(({ message }) => message),
  };
};

describe('runsOn of the script catalog', () => {
  it('is a list of labels, as it always was', async () => {
    const { action, problems } = await read(['gpu'], ['big', 'gpu']);
    expect(problems).toEqual([]);
    expect(action.runsOn).toEqual(['gpu', 'big']);
    expect(action.pod).toBeUndefined();
  });

  it('may be labels and a pod, of which an action has its own fields', async () => {
    const { action } = await read(
      { labels: ['gpu'], pod: { image: 'tools:1', serviceAccount: 'scripts' } },
      { pod: { image: 'tools:2', resources: { limits: { cpu: 2 } } } },
    );
    expect(action.runsOn).toEqual(['gpu']);
    expect(action.pod).toEqual({
      image: 'tools:2',
      serviceAccount: 'scripts',
      resources: { limits: { cpu: 2 } },
    });
  });

  it('may say that an action has none', async () => {
    const { action } = await read(
      { pod: { image: 'tools:1' } },
      { pod: false },
    );
    expect(action.pod).toBe(false);
  });

  it.each([
    ['a pod of unknown fields', { pod: { img: 'tools:1' } }],
    ['an image that is none', { pod: { image: 'two words' } }],
    ['a path that is not from the root', { pod: { path: 'it.sh' } }],
    ['a text', 'gpu'],
  ])('is refused as %s', async (_, runsOn) => {
    const { problems } = await read(runsOn);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('runsOn');
  });
});
