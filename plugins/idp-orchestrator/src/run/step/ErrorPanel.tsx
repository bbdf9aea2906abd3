import type { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  formatDuration,
  lastLinesOf,
  type RunError,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CodeBlock } from '../../terminal/CodeBlock';
import { CommandBlock } from '../../terminal/CommandBlock';
import { stripAnsi } from '../../terminal/parseAnsi';
import { tellLine } from '../../terminal/readNote';
import { useText, type Translate } from '../../translation';

interface ErrorPanelProps {
  severity: 'error' | 'warning';
  title: string;
  error: RunError;
  /** What the script itself told as the reason. */
  told: string[];
  /** What can be done next. */
  children?: ReactNode;
}

/** A failure in the order people need it: what, how it ended, its last words, what now. */
export function ErrorPanel(props: ErrorPanelProps) {
  const t = useText();
  const { severity, title, error, told } = props;
  const last = lastLinesOf(error);
  const ending = describeEnding(error, t);
  return (
    <Alert
      severity={severity}
      variant="outlined"
      sx={{ '& .v5-MuiAlert-message': { width: '100%', minWidth: 0 } }}
    >
      <AlertTitle>{title}</AlertTitle>
      <Stack spacing={1}>
        {told.map((text, index) => (
          <Sentence key={index}>{text}</Sentence>
        ))}
        {/* Who rejected it and why is told at the head of the page. */}
        {!tellsExitCode(error) && !error.rejection && (
          <Sentence>{error.message}</Sentence>
        )}
        {ending && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {ending}
          </Typography>
        )}
        {error.hint && <Sentence>{error.hint}</Sentence>}
        {props.children}
        {(error.command || last) && <Details error={error} />}
      </Stack>
    </Alert>
  );
}

/** What the log below tells as well, and how the script was called: folded away. */
function Details({ error }: { error: RunError }) {
  const t = useText();
  const last = lastLinesOf(error);
  const lastTitle = last && t('error.lastLines', { stream: last.stream });
  return (
    <details>
      <Typography
        component="summary"
        variant="body2"
        sx={{ cursor: 'pointer', width: 'fit-content' }}
      >
        {t('error.details')}
      </Typography>
      <Stack spacing={1} sx={{ mt: 1 }}>
        {last && lastTitle && (
          <Part title={lastTitle}>
            <CodeBlock label={lastTitle}>
              {last.lines.map(stripAnsi).map(tellLine).join('\n')}
            </CodeBlock>
          </Part>
        )}
        {error.command && (
          <Part title={t('error.command')}>
            <CommandBlock label={t('error.command')} command={error.command} />
          </Part>
        )}
      </Stack>
    </details>
  );
}

function Sentence({ children }: { children: string }) {
  return (
    <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Typography variant="subtitle2" component="h3" gutterBottom>
        {title}
      </Typography>
      {children}
    </div>
  );
}

/** A message may be nothing but the exit code, with its meaning from the script catalog. */
function tellsExitCode({ message, exitCode }: RunError): boolean {
  return exitCode !== undefined && message.startsWith(`exit code ${exitCode}`);
}

/** `exit code 1: error · after 14 s` */
export function describeEnding(error: RunError, t: Translate): string {
  const code = tellsExitCode(error)
    ? error.message
    : error.exitCode !== undefined &&
      t('error.exitCode', { code: String(error.exitCode) });
  const facts = [
    code,
    error.signal && t('error.signal', { signal: error.signal }),
    error.durationMs !== undefined &&
      t('error.after', { duration: formatDuration(error.durationMs) }),
  ];
  return facts.filter(Boolean).join(' · ');
}
