import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { PlannedPart } from '@idp/backstage-plugin-idp-orchestrator-common';
import { errorText } from '../state/errorText';
import { CommandBlock } from '../terminal/CommandBlock';
import { quoteArgument } from '../terminal/formatCommand';
import { useText } from '../translation';

interface PlanRowProps {
  icon: ReactNode;
  title: string;
  /** What becomes of the step, in a word or two. */
  word: string;
  /** What else there is to say. */
  text?: string;
  /** Why it could not be done. */
  failure?: string;
  command?: string[];
  /** What the script said that it would do. */
  lines?: string[];
  /** Its items, or the steps of the flow that it starts. */
  parts?: PlannedPart[];
  /** At the end of the first line. */
  aside?: ReactNode;
}

/** A step in a plan. */
export function PlanRow(props: PlanRowProps) {
  const t = useText();
  return (
    <Stack
      component="li"
      direction="row"
      spacing={1.5}
      sx={{ py: 1.25, borderTop: 1, borderColor: 'divider' }}
    >
      <Box sx={{ display: 'flex', flexShrink: 0, height: 20 }}>
        {props.icon}
      </Box>
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 2,
            justifyContent: 'space-between',
          }}
        >
          <Typography variant="body2">
            <strong>{props.title}</strong>
            {' · '}
            {props.word}
          </Typography>
          {props.aside}
        </Box>
        {props.text && (
          <Typography
            variant="body2"
            sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
          >
            {props.text}
          </Typography>
        )}
        {props.failure !== undefined && (
          <Typography
            variant="body2"
            sx={{ color: errorText, overflowWrap: 'anywhere' }}
          >
            {props.failure}
          </Typography>
        )}
        {props.command && (
          <Box sx={{ mt: 0.75 }}>
            <CommandBlock
              label={t('dryRun.command')}
              command={props.command}
              lines={props.lines}
            />
          </Box>
        )}
        {props.parts && (
          <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
            {props.parts.map((part, index) => (
              <Typography
                key={index}
                component="li"
                variant="body2"
                sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}
              >
                {`${part.title} · ${part.text} `}
                {part.failure !== undefined && (
                  <Box component="strong" sx={{ color: errorText }}>
                    {t('plan.partFails')}{' '}
                  </Box>
                )}
                {part.command && (
                  <code>{part.command.map(quoteArgument).join(' ')}</code>
                )}
              </Typography>
            ))}
          </Box>
        )}
      </Box>
    </Stack>
  );
}
