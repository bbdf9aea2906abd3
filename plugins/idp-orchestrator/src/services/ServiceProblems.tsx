import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import type { ServiceProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

/** What could not be read of the inventory: the rest works, but somebody should know. */
export function ServiceProblems({ problems }: { problems: ServiceProblem[] }) {
  const t = useText();
  if (problems.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
      <AlertTitle>
        {t('services.problems', { count: problems.length })}
      </AlertTitle>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {problems.map(({ source, service, message }) => (
          <li key={`${source}${service}${message}`}>
            <code>{service ? `${source} · ${service}` : source}</code> {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
