import type { Cluster, ManifestRef, ServiceControl } from '../../ports';
import { kubernetesInputSchema } from './kubernetesInput';
import { listTouches } from './listTouches';

const inCluster = (selector: string): ServiceControl => ({
  kind: 'kubernetes',
  namespaces: ['shop'],
  selector,
});

const SERVICES = [
  { name: 'web', control: inCluster('app=web') },
  { name: 'api', control: inCluster('app=api') },
  { name: 'mail', control: { kind: 'none' } as const },
];

const isOf = (object: ManifestRef, selector: string) =>
  selector === `app=${object.name}`;

/** Knows the objects of a manifest by its lines, `kind name`. */
const cluster: Pick<Cluster, 'readManifest' | 'isChosen'> = {
  readManifest: text =>
    text.split('\n').map(line => {
      const [kind, name] = line.split(' ');
      return { apiVersion: 'apps/v1', kind, namespace: 'shop', name };
    }),
  isChosen: async (object, { selector }) => isOf(object, selector),
};

describe('A step that changes objects of a cluster', () => {
  const touches = (input: object, more: Partial<typeof cluster> = {}) =>
    listTouches(kubernetesInputSchema.parse(input), {
      cluster: { ...cluster, ...more },
      services: { list: async () => SERVICES },
      environment: 'test',
      signal: new AbortController().signal,
    });
  const web = { kind: 'Deployment', namespace: 'shop', name: 'web' };

  it.each([
    [{ action: 'restart' }, { what: 'restart Deployment shop/web' }],
    [{ action: 'delete' }, { what: 'delete Deployment shop/web' }],
    [
      { action: 'scale', replicas: 'stop' },
      { what: 'scale Deployment shop/web: stop' },
    ],
    [
      { action: 'scale', replicas: 2 },
      { what: 'scale Deployment shop/web: 2', wanted: 'running' },
    ],
  ])('says which service it touches by %j', async (act, touch) => {
    expect(await touches({ ...web, ...act })).toEqual([
      { service: 'web', ...touch },
    ]);
  });

  it('says of all objects that it applies whose they are', async () => {
    const manifest = 'Deployment web\nDeployment other\nDeployment api';
    expect(await touches({ action: 'apply', manifest })).toEqual([
      { service: 'web', what: 'apply Deployment shop/web' },
      { service: 'api', what: 'apply Deployment shop/api' },
    ]);
  });

  it('says nothing while it only waits', async () => {
    expect(await touches({ action: 'wait', ...web })).toEqual([]);
  });

  it('does what it was asked for where nobody knows whose an object is', async () => {
    const isChosen = async () => {
      throw new Error('not allowed');
    };
    expect(await touches({ action: 'restart', ...web }, { isChosen })).toEqual(
      [],
    );
  });
});
