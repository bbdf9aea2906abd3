import type { ReactElement } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  catalogApiRef,
  entityRouteRef,
  EntityProvider,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { Entity } from '@backstage/catalog-model';
import { createRecordedOrchestrator } from '../../dev/recordings';
// How long tests may wait is set there.
import '../__testUtils__/renderPage';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { rootRouteRef } from '../routes';
import { isServiceAvailable } from './annotation';
import { EntityServiceCard } from './EntityServiceCard';
import { EntityServiceContent } from './EntityServiceContent';
import { EntityTeamCard } from './EntityTeamCard';

const TEAM = 'group:default/observers';

const component = (name: string, service?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: service ? { 'idp-orchestrator/service': service } : {},
  },
  relations: [{ type: 'ownedBy', targetRef: TEAM }],
});

const team = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
});

async function renderOn(entity: Entity, element: ReactElement) {
  const entities = [component('metrics', 'prometheus'), component('shop')];
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [orchestratorApiRef, createRecordedOrchestrator(Date.now())],
        [catalogApiRef, catalogApiMock({ entities })],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <EntityProvider entity={entity}>{element}</EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/idp-orchestrator': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('On the page of an entity', () => {
  it('there is something to show when it stands for a service', () => {
    expect(isServiceAvailable(component('metrics', 'prometheus'))).toBe(true);
    expect(isServiceAvailable(component('shop'))).toBe(false);
  });

  it('the card says how its service is, and operates it', async () => {
    await renderOn(component('metrics', 'prometheus'), <EntityServiceCard />);
    expect(await screen.findByText('Down')).toBeVisible();
    expect(screen.getByText(/connection refused/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start Prometheus' }),
    );
    expect(await screen.findByText('Start Prometheus?')).toBeVisible();
  });

  it('the card names the service that the environment does not have', async () => {
    await renderOn(component('metrics', 'promtheus'), <EntityServiceCard />);
    expect(await screen.findByText(/has no service “promtheus”/)).toBeVisible();
  });

  it('the tab has all there is to see of the service', async () => {
    await renderOn(component('metrics', 'grafana'), <EntityServiceContent />);
    expect(
      await screen.findByRole('heading', { name: 'Grafana' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('img', { name: /^Grafana: healthy/ }),
    ).toBeVisible();
  });

  it('the tab says what is missing where no service is named', async () => {
    await renderOn(component('shop'), <EntityServiceContent />);
    expect(screen.getByText('idp-orchestrator/service')).toBeVisible();
  });
});

describe('On the page of a group', () => {
  it('the card shows the services whose entities it owns, and their last days', async () => {
    await renderOn(team('observers'), <EntityTeamCard />);
    const [only, ...others] = await screen.findAllByRole('listitem');
    expect(only).toHaveTextContent(/Prometheus.*Down.*connection refused/);
    expect(
      await within(only).findByRole('img', { name: /^Prometheus: healthy/ }),
    ).toBeVisible();
    expect(others).toEqual([]);
  });

  it('the card shows those that name it as their owner, too', async () => {
    await renderOn(team('platform-team'), <EntityTeamCard />);
    expect(await screen.findAllByRole('listitem')).toHaveLength(11);
  });

  it('there is no card where it owns none', async () => {
    // Both are asked for the same, and the second has something to show.
    await renderOn(
      team('strangers'),
      <>
        <EntityTeamCard />
        <EntityProvider entity={team('observers')}>
          <EntityTeamCard />
        </EntityProvider>
      </>,
    );
    await screen.findByRole('listitem');
    expect(screen.getAllByText('Services of the platform')).toHaveLength(1);
  });
});
