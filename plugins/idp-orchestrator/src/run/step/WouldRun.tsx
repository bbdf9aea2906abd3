import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { PlannedStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { CodeBlock } from '../../terminal/CodeBlock';
import { formatCommand } from '../../terminal/formatCommand';

type StepPlan = Partial<Pick<PlannedStep, 'command' | 'effect' | 'text'>>;

/** What a dry run says of a step, when its output is such a plan and nothing else. */
export function readWouldRun(output: unknown): StepPlan | undefined {
  const { command, effect, text } = (output ?? {}) as Record<string, unknown>;
  const argv =
    Array.isArray(command) && command.every(part => typeof part === 'string')
      ? command
      : undefined;
  if (!argv && typeof text !== 'string') return undefined;
  return {
    command: argv,
    text: typeof text === 'string' ? text : undefined,
    effect:
      effect === 'known' || effect === 'unknown' || effect === 'none'
        ? effect
        : undefined,
  };
}

/** What a step would have done. */
export function WouldRun({ plan }: { plan: StepPlan }) {
  const t = useText();
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ '& .v5-MuiAlert-message': { width: '100%', minWidth: 0 } }}
    >
      <AlertTitle>{t('dryRun.nothingDone')}</AlertTitle>
      <Stack spacing={1}>
        {plan.text && <Typography variant="body2">{plan.text}</Typography>}
        {plan.command && (
          <CodeBlock
            label={t('dryRun.command')}
            text={`$ ${formatCommand(plan.command)}`}
          />
        )}
        {plan.effect && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t(`plan.effect.${plan.effect}`)}
          </Typography>
        )}
      </Stack>
    </Alert>
  );
}
