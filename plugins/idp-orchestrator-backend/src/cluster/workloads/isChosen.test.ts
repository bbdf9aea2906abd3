import type { Workload } from '../../ports';
import { isChosen } from './isChosen';

const WEB: Workload = {
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  wanted: 1,
  ready: 1,
  updated: 1,
  problems: [],
};

const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const service = { namespaces: ['shop', 'store'], selector: 'app=web' };

describe('An object is a workload of a service', () => {
  const looks = (found = [WEB]) => ({
    defaultNamespace: async () => 'shop',
    find: jest.fn(async () => found),
  });

  it.each([
    ['by its name', { ...web, namespace: 'shop' }],
    ['in the namespace of the context', web],
    [
      'by its labels, when it is not there yet',
      { ...web, name: 'new', namespace: 'store', labels: { app: 'web' } },
    ],
    [
      'by its name, when its manifest has other labels',
      { ...web, labels: { tier: 'front' } },
    ],
  ])('%s', async (_, object) => {
    expect(await isChosen(object, service, looks())).toBe(true);
  });

  it.each([
    ['of another name', { ...web, name: 'api' }],
    ['of another kind', { ...web, kind: 'StatefulSet' }],
    ['of a kind that is none', { ...web, apiVersion: 'v1', kind: 'Secret' }],
    [
      'of a kind of the same name elsewhere',
      { ...web, apiVersion: 'example.org/v1' },
    ],
  ])('but not one %s', async (_, object) => {
    expect(await isChosen(object, service, looks())).toBe(false);
  });

  it('and the cluster is not asked about other namespaces', async () => {
    const at = looks();
    const elsewhere = { ...web, namespace: 'other', labels: { app: 'web' } };
    expect(await isChosen(elsewhere, service, at)).toBe(false);
    expect(at.find).not.toHaveBeenCalled();
  });
});
