import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { messageOf, problemsIn, statusOf } from '../api/problemsIn';
import { useText } from '../translation';

/** Why nothing was started; problems that belong to no field are listed here. */
export function RefusalAlert(props: { error: Error; problems: Problem[] }) {
  const t = useText();
  const { error, problems } = props;
  const hasProblems = problemsIn(error).length > 0;
  const refused = statusOf(error) === 403 ? 'forbidden' : 'broken';
  const kind = hasProblems ? 'invalid' : refused;
  return (
    <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
      <AlertTitle>{t(`form.refused.${kind}`)}</AlertTitle>
      {!hasProblems && messageOf(error)}
      {problems.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {problems.map(({ path, expected, got }) => (
            <li key={path + expected}>
              {path && <code>{path}: </code>}
              {t('form.problem', { expected, got })}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
