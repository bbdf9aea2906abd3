import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedState } from '../dev/recordings';
import './__testUtils__/renderPage';
import plugin from './alpha';
import { orchestratorApiRef } from './api/orchestratorApi';

/** An app of the new frontend system with the plugin on recordings. */
function renderApp(address: string) {
  const recordings = createFrontendModule({
    pluginId: 'idp-orchestrator',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: orchestratorApiRef,
            deps: {},
            factory: () => createRecordedState('well', Date.now()),
          }),
      }),
    ],
  });
  renderTestApp({
    features: [plugin, recordings],
    initialRouteEntries: [address],
  });
}

describe('In an app of the new frontend system', () => {
  it('tabs keep the environment that one is in', async () => {
    renderApp('/idp-orchestrator?environment=staging');
    expect(
      await screen.findByRole('region', { name: 'Recent changes' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('tab', { name: 'Services' }));
    const [grafana] = await screen.findAllByRole('link', { name: 'Grafana' });
    expect(grafana).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/grafana?environment=staging',
    );
  });

  it('an address that there is no page at leads to those that there are', async () => {
    renderApp('/idp-orchestrator/nonsense');
    expect(
      await screen.findByText('There is no page at this address'),
    ).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Runs' })).toHaveAttribute(
      'href',
      '/idp-orchestrator/runs?environment=development',
    );
  });
});
