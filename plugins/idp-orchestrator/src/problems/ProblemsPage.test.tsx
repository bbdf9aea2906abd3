import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

describe('What is wrong', () => {
  it('is a line on the overview, which leads to what it is and what to do', async () => {
    const told = backend();
    told.platformProblems = [
      {
        about: 'flow',
        source: 'flows/restore.yaml',
        line: 12,
        message: 'steps.0.uses: expected a step type that is installed',
      },
      {
        about: 'backend',
        source: 'backend.database',
        severity: 'warning',
        message: 'the database is in memory: configure PostgreSQL',
      },
      {
        about: 'service',
        source: 'configuration',
        environment: 'staging',
        service: 'lamp',
        severity: 'warning',
        message: 'nothing asks whether lamp is well: give it probes',
      },
    ];
    await renderPage(told, '/overview');
    await screen.findByText(/^3 things here are not/);
    const link = screen.getByRole('link', { name: /^See what/ });
    await userEvent.click(link);
    await screen.findByRole('region', { name: 'The backend' });
    const titles = screen.getAllByRole('heading', { level: 2 });
    expect(titles.map(({ textContent }) => textContent)).toEqual([
      'The backend',
      'Flows and scripts',
      'Services',
    ]);
    const [database, flow, service] = screen.getAllByRole('listitem');
    expect(database).toHaveTextContent('configure PostgreSQL');
    expect(flow).toHaveTextContent(/flows\/restore.yaml:12.*installed/);
    expect(service).toHaveTextContent(/configuration · staging · lamp.*probes/);
  });

  it('is not mentioned where all is well', async () => {
    await renderPage(backend(), '/overview');
    await screen.findByRole('region', { name: 'The platform' });
    expect(screen.queryByText(/not as (it|they) should be/)).toBeNull();
  });

  it('is nothing on its page where all is well', async () => {
    await renderPage(backend(), '/overview/problems');
    expect(await screen.findByText('All is as it should be')).toBeVisible();
  });

  it('is told not to be known where the backend does not say', async () => {
    const told = backend();
    told.listProblems = async () => {
      throw new Error('the line is cut');
    };
    await renderPage(told, '/overview');
    expect(await screen.findByText(/Nobody knows.*line is cut/)).toBeVisible();
  });
});
