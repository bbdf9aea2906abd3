import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { PlannedStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { CommandBlock } from '../../terminal/CommandBlock';

type StepPlan = Partial<
  Pick<PlannedStep, 'command' | 'effect' | 'text' | 'lines'>
>;

/** What a dry run says of a step, when its output is such a plan and nothing else. */
export function readWouldRun(output: unknown): StepPlan | undefined {
  const { command, effect, text, lines } = (output ?? {}) as Record<
    string,
    unknown
  >;
  const known = EFFECTS.find(name => name === effect);
  if (!known) return undefined;
  return {
    effect: known,
    command: isTexts(command) ? command : undefined,
    text: typeof text === 'string' ? text : undefined,
    lines: isTexts(lines) ? lines : undefined,
  };
}

const EFFECTS = ['known', 'unknown', 'none'] as const;

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(part => typeof part === 'string');
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
          <CommandBlock
            label={t('dryRun.command')}
            command={plan.command}
            lines={plan.lines}
          />
        )}
        {plan.effect && plan.effect !== 'known' && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t(`plan.effect.${plan.effect}`)}
          </Typography>
        )}
      </Stack>
    </Alert>
  );
}
