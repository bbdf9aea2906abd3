import type {
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listChanges } from '../operation/operations';
import { judgeServices } from './judgeServices';
import { shownStateOf } from './shownState';

const health = (name: string, part: Partial<ServiceHealth> = {}) =>
  ({ name, title: name, status: 'healthy', ...part }) as ServiceHealth;
const stopped = { state: 'stopped' } as ServiceHealth['wanted'];
const pending = { act: 'restarting' } as ServiceHealth['pending'];

const names = (services: ServiceHealth[]) => {
  const judgement = judgeServices(services);
  return Object.fromEntries(
    Object.entries(judgement).map(([kind, list]) => [
      kind,
      (list as ServiceHealth[]).map(({ name }) => name).join(' '),
    ]),
  );
};

describe('What is the matter with services', () => {
  it('is told by its cause; who waits for that is a consequence', () => {
    expect(
      names([
        health('prometheus', { status: 'down' }),
        health('grafana', { status: 'degraded', waitsFor: ['prometheus'] }),
        health('opa', { status: 'down', wanted: stopped }),
        health('cognito', { status: 'down', pending }),
        health('istio'),
      ]),
    ).toEqual({
      causes: 'prometheus',
      consequences: 'grafana',
      pending: 'cognito',
      stopped: 'opa',
      healthy: 'istio',
    });
  });

  it('is told of all that wait for each other in a circle', () => {
    const { causes, consequences } = names([
      health('a', { status: 'down', waitsFor: ['b'] }),
      health('b', { status: 'down', waitsFor: ['a'] }),
    ]);
    expect([causes, consequences]).toEqual(['a b', '']);
  });

  it('is no matter where it waits for what was stopped on purpose, unless the backend says so', () => {
    const off = health('opa', { status: 'down', wanted: stopped });
    expect(shownStateOf(off)).toBe('stopped');
    expect(shownStateOf({ ...off, needsAttention: true })).toBe('down');
    expect(shownStateOf({ ...off, status: 'healthy' })).toBe('healthy');
    expect(shownStateOf({ ...off, pending })).toBe('restarting');
  });
});

it('What is down and does not run is started, what runs is restarted', () => {
  const probe = { kind: 'http', status: 'down', text: '503' } as const;
  const service = (probes: ServiceHealth['probes']) =>
    ({ health: health('grafana', { status: 'down', probes }) }) as ServiceState;
  expect(listChanges(service([{ ...probe, isThere: false }]))).toEqual([
    'start',
  ]);
  expect(listChanges(service([probe]))).toEqual(['stop', 'restart']);
});
