import { screen } from '@testing-library/react';
import { createRecordedOrchestrator, RUN_IDS } from '../../../dev/recordings';
import { renderPage } from '../../__testUtils__/renderPage';

const WHY = 'This needs the permission idp-orchestrator.run.cancel.';

describe('What a reader may not do to a run', () => {
  it('is told with the reason that the backend gives, and the rest can be done', async () => {
    const backend = createRecordedOrchestrator(Date.now());
    backend.refused = { cancel: WHY, rerun: 'You may not start it.' };
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    expect(await screen.findByRole('note', { name: WHY })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    expect(
      screen.getByRole('note', { name: 'You may not start it.' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Run again' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Pause' })).toBeEnabled();
  });
});
