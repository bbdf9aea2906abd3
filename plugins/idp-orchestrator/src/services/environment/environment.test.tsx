import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedState } from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const backend = () => createRecordedState('well', Date.now());
const address = () => screen.getByTestId('address').textContent ?? '';
const band = () => screen.findByRole('note', { name: /^Environment: / });

const config = {
  app: { title: 'Portal' },
  idpOrchestrator: {
    environments: {
      development: { title: 'Development' },
      staging: { title: 'Test bed', color: '#00695c' },
      production: { title: 'Production' },
    },
  },
};

describe('The environment of all pages', () => {
  it('is the default one at first, and stands in the address', async () => {
    await renderPage(backend(), '/overview', { framed: true, config });
    expect(await band()).toHaveAttribute('data-environment', 'development');
    expect(address()).toBe(
      '/idp-orchestrator/overview?environment=development',
    );
    expect(document.title).toBe('Overview · Development | Portal');
  });

  it('is that of the address before the one that was chosen last', async () => {
    const stored = { environment: 'production' };
    const first = await renderPage(backend(), '/overview', {
      framed: true,
      config,
      stored,
    });
    expect(await band()).toHaveTextContent(
      'Production: what you do here is live',
    );
    first.unmount();
    await renderPage(backend(), '/overview?environment=staging', {
      framed: true,
      config,
      stored,
    });
    expect(await band()).toHaveAccessibleName('Environment: Test bed');
  });

  it('forgets a choice that there is no longer', async () => {
    await renderPage(backend(), '/overview', {
      framed: true,
      config,
      stored: { environment: 'gone' },
    });
    expect(await band()).toHaveAttribute('data-environment', 'development');
  });

  it('is kept by links, also to an address that names none', async () => {
    await renderPage(backend(), '/services?environment=production', {
      framed: true,
      config,
    });
    const [grafana] = await screen.findAllByRole('link', { name: 'Grafana' });
    expect(grafana).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/grafana?environment=production',
    );
    await userEvent.click(grafana);
    await screen.findByRole('heading', { name: 'Grafana' });
    expect(address()).toBe(
      '/idp-orchestrator/services/grafana?environment=production',
    );
  });

  it('is chosen once for all pages', async () => {
    await renderPage(
      backend(),
      '/services?environment=development&view=table',
      {
        framed: true,
        config,
      },
    );
    await userEvent.click(
      await screen.findByRole('combobox', { name: 'Environment of all pages' }),
    );
    await userEvent.click(
      within(await screen.findByRole('listbox')).getByText('Production'),
    );
    expect(await band()).toHaveAttribute('data-environment', 'production');
    expect(address()).toBe(
      '/idp-orchestrator/services?environment=production&view=table',
    );
  });

  it('is no matter where there is one only', async () => {
    const told = backend();
    told.services = told.services.filter(
      ({ environment }) => environment === 'development',
    );
    await renderPage(told, '/overview', { framed: true });
    await screen.findByRole('region', { name: 'Services' });
    expect(
      screen.queryByRole('combobox', { name: 'Environment of all pages' }),
    ).toBeNull();
    expect(address()).toBe('/idp-orchestrator/overview');
  });

  it('is shown where something is done in production', async () => {
    await renderPage(backend(), '/services?environment=production', {
      framed: true,
      config,
    });
    const [stop] = await screen.findAllByRole('button', {
      name: 'Stop Grafana',
    });
    await userEvent.click(stop);
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('Production')).toBeVisible();
    expect(dialog.getByLabelText(/Type production to confirm/)).toBeVisible();
  });
});
