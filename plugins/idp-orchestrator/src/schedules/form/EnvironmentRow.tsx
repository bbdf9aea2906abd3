import { findEnvironment } from '../../services/environment/readEnvironments';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { ChoiceRow } from './ChoiceRow';

interface EnvironmentRowProps {
  value: string;
  onChange: (environment: string) => void;
}

/** Where its runs work; always said, since the default of the backend may change. */
export function EnvironmentRow({ value, onChange }: EnvironmentRowProps) {
  const t = useText();
  const { environments } = useEnvironment();
  const isKnown = value === '' || environments.some(one => one.name === value);
  const shown = isKnown
    ? environments
    : [...environments, findEnvironment(environments, value)];
  return (
    <ChoiceRow
      label={t('scheduleForm.environment')}
      value={value}
      options={shown.map(({ name, title }) => ({ value: name, text: title }))}
      onChange={onChange}
    />
  );
}
