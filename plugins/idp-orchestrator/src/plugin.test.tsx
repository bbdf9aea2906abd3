import { createDevApp } from '@backstage/dev-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator, RUN_IDS } from '../dev/recordings';
import './__testUtils__/renderPage';
import { orchestratorApiRef } from './api/orchestratorApi';
import {
  EntityIdpOrchestratorCard,
  EntityIdpOrchestratorContent,
  IdpOrchestratorPage,
  idpOrchestratorPlugin,
  idpOrchestratorTranslations,
  isServiceAvailable,
} from './index';

const grafana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'grafana',
    annotations: { 'idp-orchestrator/service': 'grafana' },
  },
};

/** An app of the legacy frontend system, with what its authors have to write. */
async function renderApp(address: string, language = 'en') {
  localStorage.clear();
  window.history.pushState({}, '', address);
  const App = createDevApp()
    .registerPlugin(idpOrchestratorPlugin)
    .addTranslationResource(idpOrchestratorTranslations)
    .setAvailableLanguages(['en', 'de'])
    .setDefaultLanguage(language)
    .registerApi({
      api: orchestratorApiRef,
      deps: {},
      factory: () => createRecordedOrchestrator(Date.now()),
    })
    .addPage({
      title: 'Operations',
      path: '/idp-orchestrator',
      element: <IdpOrchestratorPage />,
    })
    .addPage({
      title: 'Tab',
      path: '/tab',
      element: (
        <EntityProvider entity={grafana}>
          <EntityIdpOrchestratorContent />
        </EntityProvider>
      ),
    })
    .addPage({
      title: 'Card',
      path: '/card',
      element: (
        <EntityProvider entity={grafana}>
          <EntityIdpOrchestratorCard />
        </EntityProvider>
      ),
    })
    .build();
  const app = render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: 'Enter' }));
  return app;
}

describe('In an app of the legacy frontend system', () => {
  const { env } = process;

  beforeEach(() => {
    // There is no backend to sign in at; a guest is let in without.
    jest.spyOn(window, 'confirm').mockReturnValue(true);
    process.env = {
      ...env,
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Portal', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost' },
          },
        },
      ] as unknown as string,
    };
  });

  afterEach(() => {
    cleanup();
    jest.restoreAllMocks();
    process.env = env;
  });

  it('the page leads to the overview, under one header with its tabs', async () => {
    await renderApp('/idp-orchestrator');
    expect(
      await screen.findByRole('heading', { name: 'Services' }),
    ).toBeVisible();
    expect(window.location.pathname).toBe('/idp-orchestrator/overview');
    expect(
      screen.getAllByRole('heading', { name: 'IDP Orchestrator' }),
    ).toHaveLength(1);
    const tabs = screen.getAllByRole('tab').map(tab => tab.textContent);
    expect(tabs).toEqual([
      'Overview',
      'Services',
      'Flows',
      'Runs',
      'Schedules',
      'Windows',
      'Insights',
      'Audit',
    ]);
    await userEvent.click(screen.getByRole('tab', { name: 'Runs' }));
    const table = within(await screen.findByRole('table'));
    expect(window.location.pathname).toBe('/idp-orchestrator/runs');
    expect(
      table.getAllByRole('link', { name: 'Bootstrap platform' })[1],
    ).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${RUN_IDS.success}?environment=development`,
    );
  });

  it('an entity has its tab and its card', async () => {
    expect(isServiceAvailable(grafana)).toBe(true);
    const { unmount } = await renderApp('/tab');
    expect(
      await screen.findByRole('heading', { name: 'Grafana' }),
    ).toBeVisible();
    unmount();
    await renderApp('/card');
    expect(
      await screen.findByRole('button', { name: /Restart/ }),
    ).toBeVisible();
  });

  it('the pages speak German to those who chose it', async () => {
    await renderApp('/idp-orchestrator/runs', 'de');
    const table = within(
      await screen.findByRole('table', { name: /^Läufe, die neuesten/ }),
    );
    expect(table.getAllByText('Gelungen')[0]).toBeVisible();
    expect(table.getAllByText('vorgestern')[0]).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Auswertung' })).toBeVisible();
    expect(
      screen.getAllByRole('button', { name: /^Umgebung/ })[0],
    ).toBeVisible();
    expect(await screen.findByText('5 von 6 gelungen')).toBeVisible();
  });
});
