import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  RecordedOrchestrator,
  Recorder,
  RUN_IDS,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('The overview', () => {
  it('says how the platform is by score, word and counts', async () => {
    await renderPage(backend(), '/overview');
    expect(
      await screen.findByRole('img', { name: 'Degraded, score 86 of 100' }),
    ).toBeVisible();
    const platform = await screen.findByRole('region', {
      name: 'The platform',
    });
    expect(platform).toHaveTextContent(
      /Down 1.*Degraded 1.*Unknown 1.*Healthy 8/,
    );
  });

  it('changes while it is looked at, and tells what changed', async () => {
    const told = backend();
    await renderPage(told, '/overview');
    await screen.findByRole('img', { name: 'Degraded, score 86 of 100' });
    act(() =>
      told.changeHealth('argo-cd', {
        status: 'down',
        score: 0,
        reason: '0 of 2 replicas are ready',
      }),
    );
    expect(
      await screen.findByRole('img', { name: /^Unhealthy, score/ }),
    ).toBeVisible();
    const [newest] = (await panel('What changed')).getAllByRole('listitem');
    expect(newest).toHaveTextContent(/Argo CD.*Down.*0 of 2 replicas/);
  });

  it('opens the dialog of what is recommended', async () => {
    await renderPage(backend(), '/overview');
    const advice = await panel('What should be done');
    await userEvent.click(
      advice.getByRole('button', { name: 'Start Prometheus' }),
    );
    expect(await screen.findByText('Start Prometheus?')).toBeVisible();
  });

  it('tells how far runs are, and what waits for whom', async () => {
    const told = backend();
    told.addRun(
      new Recorder({
        id: '88888888-8888-4888-8888-888888888888',
        flow: bootstrapFlow,
        startedAt: new Date().toISOString(),
      }).event(100, {
        type: 'step.waiting',
        stepId: 'prerequisites',
        attempt: 1,
        waitingFor: {
          kind: 'approval',
          text: 'the platform team',
          since: new Date().toISOString(),
        },
      }).entries,
    );
    await renderPage(told, '/overview');
    const waits = await panel('What waits for whom');
    expect(waits.getByRole('listitem')).toHaveTextContent(
      /Prerequisites.*the platform team/,
    );
    const runs = await panel('Going on now');
    expect(
      runs
        .getAllByRole('progressbar')
        .map(bar => bar.getAttribute('aria-valuetext')),
    ).toEqual(['0 of 7 steps done', '2 of 7 steps done']);
    expect(
      runs
        .getAllByRole('link', { name: 'Bootstrap platform' })
        .map(link => link.getAttribute('href')),
    ).toContain(`/idp-orchestrator/runs/${RUN_IDS.running}`);
  });

  it('shows another environment by its address', async () => {
    await renderPage(backend(), '/overview?environment=staging');
    expect(
      await screen.findByRole('img', { name: 'Healthy, score 100 of 100' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Grafana' })).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/grafana?environment=staging',
    );
  });

  it('shows what one may see when services are forbidden', async () => {
    const told = backend();
    const refusal = Object.assign(
      new Error('needs the permission idpOrchestrator.service.read'),
      { statusCode: 403 },
    );
    told.listServices = async () => {
      throw refusal;
    };
    await renderPage(told, '/overview');
    expect(
      await screen.findByText(/idpOrchestrator.service.read/),
    ).toBeVisible();
    expect(
      (await panel('Going on now')).getByText('Bootstrap platform'),
    ).toBeVisible();
  });

  it('says how services come to be when there are none, and that nothing runs', async () => {
    await renderPage(new RecordedOrchestrator(), '/overview');
    expect(await screen.findByText('No services here yet')).toBeVisible();
    expect(await screen.findByText('Nothing runs now.')).toBeVisible();
  });
});
