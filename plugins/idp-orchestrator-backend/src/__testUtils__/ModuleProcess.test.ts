import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ModuleProcess } from './ModuleProcess';

type Said = { said: string };
const isSaid = (message: unknown): message is Said =>
  typeof message === 'object' && message !== null && 'said' in message;

/** Answers what it is told; on a polite signal it says goodbye and ends. */
const ECHO = `
process.on('message', ({ say }) => process.send({ said: say }));
process.on('SIGTERM', () => process.send({ said: 'bye' }, () => process.exit(0)));
process.send('noise');
process.send({ said: [process.env.GREETING, ...process.argv.slice(2)].join(' ') });
`;

describe('A module in a process of its own', () => {
  let folder: string;
  const started: ModuleProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'idp-module-'));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(one => one.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (text: string) => {
    const module = path.join(folder, 'module.js');
    writeFileSync(module, text);
    const one = new ModuleProcess({
      module,
      args: ['world'],
      execArgv: [],
      environment: { GREETING: 'hello' },
      output: { file: path.join(folder, 'log') },
    });
    started.push(one);
    return one;
  };

  it('is given arguments and environment, and talked with', async () => {
    const one = start(ECHO);
    expect(await one.hear(isSaid)).toEqual({ said: 'hello world' });
    one.send({ say: 'again' });
    expect(await one.hear(isSaid)).toEqual({ said: 'again' });
  });

  it('is stopped politely, also when it is frozen', async () => {
    const one = start(ECHO);
    await one.hear(isSaid);
    one.freeze();
    const last = one.hear(isSaid);
    await one.stop();
    expect(await last).toEqual({ said: 'bye' });
    expect(one.isUp).toBe(false);
  });

  it('is killed without a word, once or more often', async () => {
    const one = start(ECHO);
    await one.hear(isSaid);
    const last = one.hear(isSaid).catch((error: Error) => error.message);
    await one.kill();
    await one.kill();
    expect(await last).toContain('module.js ended with SIGKILL');
    expect(one.isUp).toBe(false);
  });

  it('that ends before it says what is waited for tells why', async () => {
    const one = start(`console.error('no port'); process.exit(3);`);
    await expect(one.hear(isSaid)).rejects.toThrow(
      'module.js ended with 3: no port',
    );
    await one.ended;
  });
});
