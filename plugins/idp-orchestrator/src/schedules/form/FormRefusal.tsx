import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { messageOf, problemsIn, statusOf } from '../../api/problemsIn';
import { useText } from '../../translation';

interface FormRefusalProps {
  error: Error;
  /** What was refused. */
  of: 'plan' | 'save';
  /** Those that belong to no field. */
  problems: Problem[];
}

/** Why it was not saved or planned. */
export function FormRefusal({ error, of, problems }: FormRefusalProps) {
  const t = useText();
  const hasProblems = problemsIn(error).length > 0;
  const refused = statusOf(error) === 403 ? 'forbidden' : 'broken';
  const kind = hasProblems ? 'invalid' : refused;
  return (
    <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
      <AlertTitle>
        {of === 'plan'
          ? t('scheduleForm.refusedPlan')
          : t(`scheduleForm.refused.${kind}`)}
      </AlertTitle>
      {!hasProblems && messageOf(error)}
      {problems.map(({ path, expected, got }) => (
        <div key={path + expected}>
          {path && <code>{path}: </code>}
          {t('form.problem', { expected, got })}
        </div>
      ))}
    </Alert>
  );
}
