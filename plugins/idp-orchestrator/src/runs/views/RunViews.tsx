import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { Link } from '@backstage/core-components';
import { useEnvironments } from '../../services/environment/useEnvironments';
import { useText, type Translate } from '../../translation';
import { viewOf, type RunFilter } from '../runFilter';
import { SaveViewDialog } from './SaveViewDialog';
import { useSavedViews, type SavedView } from './useSavedViews';

interface RunViewsProps {
  filter: RunFilter;
  /** The reader, as an entity reference. */
  me?: string;
}

/** Choices of runs that many want, and those that the reader has named. */
export function RunViews({ filter, me }: RunViewsProps) {
  const t = useText();
  const errors = useApi(errorApiRef);
  const { views: own, save, remove } = useSavedViews();
  const production = useEnvironments().filter(one => one.typedConfirmation);
  const [naming, setNaming] = useState(false);
  const views = [...listViews(t, production, me), ...own];
  const query = viewOf(filter);
  // One that names no environment is of the one that the pages are about.
  const anywhere = viewOf({ ...filter, environment: undefined });
  const current =
    views.find(view => view.query === query) ??
    views.find(view => view.query === anywhere);
  const isOwn = own.some(view => view === current);
  const report = (work: Promise<void>) =>
    work.catch(error => errors.post(error as Error));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mb: 1.5 }}>
      <Box
        component="nav"
        aria-label={t('runs.views.label')}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, flexGrow: 1 }}
      >
        {views.map(view => (
          <ViewLink
            key={view.name}
            name={view.name}
            query={inEnvironment(view.query, filter.environment)}
            isCurrent={view === current}
          />
        ))}
      </Box>
      {!current && (
        <Button size="small" onClick={() => setNaming(true)}>
          {t('runs.views.save')}
        </Button>
      )}
      {current && isOwn && (
        <Button size="small" onClick={() => report(remove(current.name))}>
          {t('runs.views.delete', { name: current.name })}
        </Button>
      )}
      {naming && (
        <SaveViewDialog
          taken={views.map(({ name }) => name)}
          onClose={() => setNaming(false)}
          onSave={name => report(save({ name, query }))}
        />
      )}
    </Box>
  );
}

/** The choice of a view in an environment, where it names none itself. */
function inEnvironment(query: string, environment?: string): string {
  const fields = new URLSearchParams(query);
  if (environment && !fields.has('environment')) {
    fields.set('environment', environment);
  }
  return fields.toString();
}

interface ViewLinkProps {
  name: string;
  query: string;
  isCurrent: boolean;
}

function ViewLink({ name, query, isCurrent }: ViewLinkProps) {
  return (
    <Button
      size="small"
      component={Link}
      to={`?${query}`}
      variant={isCurrent ? 'outlined' : 'text'}
      aria-current={isCurrent ? 'page' : undefined}
      sx={{
        textTransform: 'none',
        minWidth: 0,
      }}
    >
      {name}
    </Button>
  );
}

function listViews(
  t: Translate,
  production: Array<{ name: string; title: string }>,
  me: string | undefined,
): SavedView[] {
  const queryOf = (fields: Record<string, string>) =>
    new URLSearchParams(fields).toString();
  return [
    { name: t('runs.views.all'), query: '' },
    ...(me
      ? [{ name: t('runs.views.mine'), query: queryOf({ initiator: me }) }]
      : []),
    { name: t('runs.views.open'), query: queryOf({ open: 'true' }) },
    { name: t('runs.views.waiting'), query: queryOf({ status: 'waiting' }) },
    ...production.map(({ name, title }) => ({
      name: title,
      query: queryOf({ environment: name }),
    })),
  ];
}
