import path from 'node:path';
import { ModuleProcess } from '../__testUtils__/ModuleProcess';

jest.setTimeout(60_000);

/** They take longer to load than all of ours, and a start without flows needs none of them. */
const LOADED_WHEN_WANTED = [
  '@marcbachmann/cel-js',
  're2js',
  '@kubernetes/client-node',
];

it('The plugin loads its large libraries when they are wanted, and no sooner', async () => {
  const process = new ModuleProcess({
    module: path.resolve(__dirname, '../__testUtils__/loadPlugin.ts'),
  });
  const { loaded } = await process.hear(isReport);
  await process.kill();
  const packages = new Set(loaded.map(packageOf));
  expect(packages).toContain('zod');
  expect(LOADED_WHEN_WANTED.filter(name => packages.has(name))).toEqual([]);
});

function isReport(message: unknown): message is { loaded: string[] } {
  return typeof message === 'object' && message !== null && 'loaded' in message;
}

function packageOf(file: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
}
