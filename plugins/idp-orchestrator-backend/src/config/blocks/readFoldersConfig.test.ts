import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readRefusal } from '../__testUtils__/describeBlock';
import { readFoldersConfig } from './readFoldersConfig';

const read = (config: object, environment: NodeJS.ProcessEnv = {}) =>
  readFoldersConfig(new ConfigReader(config as never), environment);

describe('Folders in configuration', () => {
  it('are read, whole paths where the process may be elsewhere', () => {
    const folders = {
      spoolDirectory: 'spool',
      flowsDirectory: '/flows',
      scriptCatalog: '/catalog.yaml',
    };
    expect(read(folders)).toEqual({
      spoolDirectory: path.resolve('spool'),
      flowsDirectory: '/flows',
      scriptCatalog: '/catalog.yaml',
    });
  });

  it('are those of the environment when they are not configured', () => {
    const environment = { IDP_FLOWS_DIR: '/mine' };
    const { flowsDirectory } = read({ spoolDirectory: 's' }, environment);
    expect(flowsDirectory).toBe('/mine');
    const configured = { spoolDirectory: 's', flowsDirectory: '/flows' };
    expect(read(configured, environment).flowsDirectory).toBe('/flows');
    expect(read({ spoolDirectory: 's' }).flowsDirectory).toBeUndefined();
  });

  it('are refused when the spool is missing or what is given is no path', () => {
    const message = readRefusal(() => read({ scriptCatalog: 7 }));
    expect(message).toContain(
      'idpOrchestrator.spoolDirectory: expected a folder for the output of running scripts',
    );
    expect(message).toContain('got nothing');
    expect(message).toContain(
      'idpOrchestrator.scriptCatalog: expected a text, got 7',
    );
  });
});
