import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readRefusal } from '../__testUtils__/describeBlock';
import { readEnvironmentsConfig } from './readEnvironmentsConfig';

const read = (config: object, environment: NodeJS.ProcessEnv = {}) =>
  readEnvironmentsConfig(new ConfigReader(config as never), environment);

describe('Environments in configuration', () => {
  it('are one when none is configured', () => {
    const development = {
      title: 'development',
      scriptsDirectory: '/scripts',
      variables: {},
      cluster: undefined,
    };
    const expected = {
      fallback: 'development',
      known: ['development'],
      byName: { development },
    };
    expect(read({ scriptsDirectory: '/scripts' })).toEqual(expected);
    const environment = { IDP_SCRIPTS_DIR: '/scripts' };
    expect(readEnvironmentsConfig(undefined, environment)).toEqual(expected);
  });

  it('have what all have, and what is their own', () => {
    const { fallback, known, byName } = read(
      {
        scriptsDirectory: '/scripts',
        environments: {
          staging: {
            variables: { LEVEL: 1, SAFE: true, EMPTY: '' },
            kubernetes: { kubeconfig: 'config', context: 'one' },
            portOffset: 10,
            services: [],
          },
          production: {
            title: 'Production',
            scriptsDirectory: 'own',
            kubernetes: { inCluster: 'true' },
            runsOn: { pod: { image: 'tools:1', namespace: 'scripts' } },
          },
          retired: null,
        },
      },
      { IDP_ENVIRONMENT: 'staging' },
    );
    expect(fallback).toBe('staging');
    expect(known).toEqual(['staging', 'production']);
    expect(byName.staging).toEqual({
      title: 'staging',
      scriptsDirectory: '/scripts',
      variables: { LEVEL: '1', SAFE: 'true', EMPTY: '' },
      cluster: { kubeconfig: path.resolve('config'), context: 'one' },
    });
    expect(byName.production).toEqual({
      title: 'Production',
      scriptsDirectory: path.resolve('own'),
      variables: {},
      cluster: { inCluster: true },
      pod: { image: 'tools:1', namespace: 'scripts' },
    });
  });

  it.each([
    [
      'no scripts',
      { environments: { development: {} } },
      'idpOrchestrator.environments.development.scriptsDirectory: expected the folder of the scripts (or set IDP_SCRIPTS_DIR), got nothing',
    ],
    [
      'an environment that there is not',
      { scriptsDirectory: '/s', environment: 'moon', environments: { a: {} } },
      'idpOrchestrator.environment: expected one of the configured environments a, here or in IDP_ENVIRONMENT, got "moon"',
    ],
    [
      'a name that is none',
      { scriptsDirectory: '/s', environments: { 'a b': {} } },
      'idpOrchestrator.environments.a b: expected a name of letters, digits',
    ],
    [
      'a field that it does not know',
      { environments: { a: { scriptsDirectory: '/s', titel: 'A' } } },
      'idpOrchestrator.environments.a.titel: expected no property of this name, got "A"',
    ],
    [
      'a cluster that is reached in two ways',
      {
        environments: {
          a: {
            scriptsDirectory: '/s',
            kubernetes: { kubeconfig: 'c', inCluster: true },
          },
        },
      },
      'idpOrchestrator.environments.a.kubernetes: expected either kubeconfig (a file) or inCluster: true',
    ],
    [
      'a pod with a path, which is that of one script',
      {
        environments: {
          a: {
            scriptsDirectory: '/s',
            runsOn: { pod: { path: '/it.sh' } },
          },
        },
      },
      'idpOrchestrator.environments.a.runsOn.pod.path: expected no property of this name',
    ],
    [
      'what is no environment',
      { environments: { a: 'development' } },
      'idpOrchestrator.environments.a: expected the settings of an environment, got "development"',
    ],
  ])('refuse %s', (_, config, message) => {
    expect(readRefusal(() => read(config))).toContain(message);
  });
});
