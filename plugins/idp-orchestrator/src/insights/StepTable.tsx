import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useText } from '../translation';
import { NUMBER_CELLS } from './cells';
import { formatMs, formatRatio } from './format';
import type { RankedStep } from './rankSteps';

interface StepTableProps {
  label: string;
  /** Said when there are none. */
  none?: string;
  steps: RankedStep[];
}

/** Steps in the order of a ranking. */
export function StepTable({ label, none, steps }: StepTableProps) {
  const t = useText();
  if (steps.length === 0) {
    return <Box sx={{ color: 'text.secondary' }}>{none}</Box>;
  }
  return (
    <TableContainer tabIndex={0} role="group" aria-label={label}>
      <Table size="small" sx={NUMBER_CELLS} aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{t('insights.step')}</TableCell>
            <TableCell align="right">{t('insights.p50')}</TableCell>
            <TableCell align="right">{t('insights.p90')}</TableCell>
            <TableCell align="right">{t('insights.success')}</TableCell>
            <TableCell align="right">{t('insights.attempts')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {steps.map(step => (
            <TableRow key={`${step.flowId} ${step.stepId}`}>
              <TableCell>
                {step.title}
                <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
                  {step.flowTitle}
                </Box>
              </TableCell>
              <TableCell align="right">{formatMs(step.p50Ms)}</TableCell>
              <TableCell align="right">{formatMs(step.p90Ms)}</TableCell>
              <TableCell align="right">
                {formatRatio(step.successRatio)}
              </TableCell>
              <TableCell align="right">
                {step.attemptsPerRun.toLocaleString(undefined, {
                  maximumFractionDigits: 2,
                })}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
