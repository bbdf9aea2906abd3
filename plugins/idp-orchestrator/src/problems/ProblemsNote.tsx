import { useCallback } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { problemsRouteRef } from '../routes';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { isError } from './isError';

/**
 * Says in a line how much is not as it should be, and leads to what it is.
 * Whoever may not see that, and where all is well, sees nothing.
 */
export function ProblemsNote() {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const problemsLink = usePluginLink(problemsRouteRef);
  const loaded = useLoaded(
    useCallback(signal => api.listProblems({ signal }), [api]),
  );
  if (loaded.state === 'loading') return null;
  if (loaded.state === 'failed') {
    return (
      <Alert severity="info">
        {t('problems.unknown', { because: loaded.error.message })}
      </Alert>
    );
  }
  const { items } = loaded.value;
  if (items.length === 0) return null;
  return (
    <Alert
      severity={items.some(isError) ? 'error' : 'warning'}
      sx={{ flexWrap: 'wrap' }}
      action={
        <Button
          color="inherit"
          size="small"
          component={Link}
          to={problemsLink()}
        >
          {t('problems.show')}
        </Button>
      }
    >
      {t('problems.count', { count: items.length })}
    </Alert>
  );
}
