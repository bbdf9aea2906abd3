import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedState,
  STATE_RUN_IDS,
  type State,
} from '../dev/recordings';
import './__testUtils__/renderPage';
import plugin from './alpha';
import { orchestratorApiRef } from './api/orchestratorApi';

/** An app of the new frontend system with the plugin on recordings. */
function renderApp(address: string, state: State = 'well') {
  const recordings = createFrontendModule({
    pluginId: 'idp-orchestrator',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: orchestratorApiRef,
            deps: {},
            factory: () => createRecordedState(state, Date.now()),
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

  it('a page stays the same one when its address says something else', async () => {
    renderApp(`/idp-orchestrator/runs/${STATE_RUN_IDS.failed}`, 'failed');
    const steps = await screen.findByRole('list', { name: 'Steps' });
    await userEvent.keyboard('t');
    const timeline = await screen.findByRole('tab', { name: 'Timeline' });
    await waitFor(() =>
      expect(timeline).toHaveAttribute('aria-selected', 'true'),
    );
    expect(steps).toBeInTheDocument();
    expect(timeline).toBeInTheDocument();
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
