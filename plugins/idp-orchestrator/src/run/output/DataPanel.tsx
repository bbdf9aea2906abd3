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
          value={run.output}
          absent={isOver(run.status) ? t('data.noOutput') : t('data.notYet')}
        />
      </Part>
      <Part title={t('data.stepOutput', { step: step.title })}>
        <Value
          value={step.output}
          absent={isOver(step.status) ? t('data.noOutput') : t('data.notYet')}
        />
      </Part>
      <Part title={t('data.runInput')}>
        <Value value={run.input} absent={t('data.noInput')} />
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

function Value({ value, absent }: { value: unknown; absent: string }) {
  const t = useText();
  return value === undefined || value === null ? (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {absent}
    </Typography>
  ) : (
    <CodeBlock label={t('data.json')}>
      {JSON.stringify(value, null, 2)}
    </CodeBlock>
  );
}
