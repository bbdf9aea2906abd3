import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { Fuzz, TARGET_FLOW, type Tally } from '../../__testUtils__/fuzz/Fuzz';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

/** `tools/yarn drill:fuzz` sends many more, and watches how the others are answered. */
const COUNT = 150;
const SEED = 20_261_127;

jest.setTimeout(300_000);

describe('Of hostile inputs at random', () => {
  let idp: TestOrchestrator;
  let folder: string;
  let fuzz: Fuzz;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-fuzz-'));
    const scriptCatalog = path.join(folder, 'catalog');
    const file = path.join(folder, 'target.yaml');
    await writeFile(file, stringify(TARGET_FLOW));
    idp = await startTestOrchestrator({
      scripts: {},
      config: {
        ...{ flowsDirectory: folder, scriptCatalog },
        api: { requestsPerMinute: 1_000_000 },
      },
    });
    fuzz = new Fuzz({
      url: idp.url,
      token: idp.token,
      flowsDirectory: folder,
      scriptCatalog,
      async countRuns() {
        const [{ count }] = await idp.knex('runs').count({ count: '*' });
        return Number(count);
      },
    });
  });
  afterAll(async () => {
    await idp.stop();
    await rm(folder, { recursive: true });
  });

  /** How it should be: all good, and enough both taken and refused to tell something. */
  const good = { inputs: COUNT, failures: [], isMixed: true };
  const judge = ({ inputs, accepted, refused, failures }: Tally) => ({
    inputs,
    failures,
    isMixed: Math.min(accepted, refused) > COUNT / 20,
  });

  it('each file of flows is loaded or told in our words, and can be planned', async () => {
    const tally = await fuzz.flowFiles({ count: COUNT, seed: SEED });
    expect(judge(tally)).toEqual(good);
  });

  it('each script catalog is loaded or told in our words', async () => {
    const tally = await fuzz.catalogs({ count: COUNT, seed: SEED });
    expect(judge(tally)).toEqual(good);
  });

  it('each input starts a run or is refused, and then makes none', async () => {
    const tally = await fuzz.inputs({ count: COUNT, seed: SEED });
    expect(judge(tally)).toEqual(good);
  });
});
