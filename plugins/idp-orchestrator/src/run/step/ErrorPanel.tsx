import type { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  formatDuration,
  type RunError,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { stripAnsi } from '../../terminal/parseAnsi';
import { useText, type Translate } from '../../translation';
import { CodeBlock } from '../../terminal/CodeBlock';
import { formatCommand } from '../../terminal/formatCommand';

interface ErrorPanelProps {
  title: string;
  error: RunError;
  /** What can be done next. */
  children?: ReactNode;
}

/** A failure in the order people need it: what, how it ended, its last words, what now. */
export function ErrorPanel({ title, error, children }: ErrorPanelProps) {
  const t = useText();
  const facts = factsOf(error, t);
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={{ '& .v5-MuiAlert-message': { width: '100%', minWidth: 0 } }}
    >
      <AlertTitle>{title}</AlertTitle>
      <Stack spacing={1.5}>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {error.message}
        </Typography>
        {facts.length > 0 && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {facts.join(' · ')}
          </Typography>
        )}
        {error.command && (
          <CodeBlock
            label={t('error.command')}
            text={`$ ${formatCommand(error.command)}`}
          />
        )}
        {error.stderrTail && error.stderrTail.length > 0 && (
          <div>
            <Typography variant="subtitle2" component="h3" gutterBottom>
              {t('error.lastLines')}
            </Typography>
            <CodeBlock
              label={t('error.lastLines')}
              text={error.stderrTail.map(stripAnsi).join('\n')}
            />
          </div>
        )}
        {children}
      </Stack>
    </Alert>
  );
}

function factsOf(error: RunError, t: Translate): string[] {
  const facts: Array<string | undefined> = [
    error.exitCode === undefined
      ? undefined
      : t('error.exitCode', { code: String(error.exitCode) }),
    error.signal ? t('error.signal', { signal: error.signal }) : undefined,
    error.durationMs === undefined
      ? undefined
      : t('error.after', { duration: formatDuration(error.durationMs) }),
  ];
  return facts.filter(fact => fact !== undefined);
}
