import { screen } from '@testing-library/react';
import { createRecordedOrchestrator } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

// Alone in its file: what somebody may is remembered from test to test.
it('The page of windows has no buttons for who may not make them', async () => {
  const backend = createRecordedOrchestrator(Date.now());
  await backend.createWindow({
    environments: ['production'],
    to: new Date(Date.now() + 3_600_000).toISOString(),
    reason: 'An incident',
  });
  await renderPage(backend, '/windows', { denied: true });
  expect(await screen.findByRole('region', { name: 'On now' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /Freeze now|End/ })).toBeNull();
});
