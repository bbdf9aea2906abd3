import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator, RUN_IDS } from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

describe('The steps of a run', () => {
  it('are drawn as a graph on request, which the address keeps', async () => {
    const backend = createRecordedOrchestrator(NOW);
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    await userEvent.click(await screen.findByRole('button', { name: 'Graph' }));
    const graph = await screen.findByRole('region', {
      name: 'Steps as a graph',
    });
    expect(screen.getByTestId('address')).toHaveTextContent('view=graph');
    const core = within(graph).getByRole('button', {
      name: /^Platform core.*Running/,
    });
    await userEvent.click(core);
    expect(core).toHaveAttribute('aria-current', 'step');
    expect(screen.getByTestId('address')).toHaveTextContent(
      'view=graph&step=platform-core',
    );
  });

  it('say what they usually take, and which of them are slow', async () => {
    const backend = createRecordedOrchestrator(NOW);
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    expect(
      await screen.findByRole('button', {
        name: /^Health check.*Pending.*usually 5/,
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: /^Prerequisites/ }),
    ).not.toHaveTextContent('usually');
  });
});
