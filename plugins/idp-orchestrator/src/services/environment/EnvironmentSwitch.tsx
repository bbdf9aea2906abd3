import { SelectFilter } from '../../listing/SelectFilter';
import { useText } from '../../translation';
import { useEnvironments } from './useEnvironments';

interface EnvironmentSwitchProps {
  /** The one that is shown; absent until the backend has said which is the default. */
  current?: string;
  onChoose: (environment: string) => void;
}

/** Which environment is looked at. */
export function EnvironmentSwitch(props: EnvironmentSwitchProps) {
  const t = useText();
  const { current, onChoose } = props;
  const environments = useEnvironments(current);
  return (
    <SelectFilter
      label={t('services.environment')}
      options={environments.map(({ name, title }) => ({
        value: name,
        text: title,
      }))}
      value={current}
      onChange={environment => environment && onChoose(environment)}
    />
  );
}
