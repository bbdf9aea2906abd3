import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useText } from '../../translation';
import { CodeBlock } from '../../terminal/CodeBlock';
import { PlatformUrls } from './PlatformUrls';
import { readPlatformUrls } from './readPlatformUrls';

/** What went into the run and what came out, of the whole and of the step that is looked at. */
export function DataPanel({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const urls = readPlatformUrls(run.output);
  return (
    <Stack spacing={3} sx={{ pt: 1 }}>
      {urls.length > 0 && (
        <Part title={t('data.urls')}>
          <PlatformUrls urls={urls} />
        </Part>
      )}
      <Part title={t('data.runOutput')}>
        <Value
          label={t('data.runOutput')}
          value={run.output}
          absent={isOver(run.status) ? t('data.noOutput') : t('data.notYet')}
        />
      </Part>
      <Part title={t('data.stepOutput', { step: step.title })}>
        <Value
          label={t('data.stepOutput', { step: step.title })}
          value={step.output}
          absent={isOver(step.status) ? t('data.noOutput') : t('data.notYet')}
        />
      </Part>
      <Part title={t('data.runInput')}>
        <Value
          label={t('data.runInput')}
          value={run.input}
          absent={t('data.noInput')}
        />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Typography variant="subtitle2" component="h3" gutterBottom>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

interface ValueProps {
  label: string;
  value: unknown;
  /** What to say when there is none. */
  absent: string;
}

function Value({ label, value, absent }: ValueProps) {
  return value === undefined || value === null ? (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {absent}
    </Typography>
  ) : (
    <CodeBlock label={label}>{JSON.stringify(value, null, 2)}</CodeBlock>
  );
}
