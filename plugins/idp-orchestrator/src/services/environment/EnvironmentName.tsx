import { useEnvironmentOf } from './useEnvironments';

/** An environment by its title, the same wherever it is named. */
export function EnvironmentName({ name }: { name: string }) {
  return <>{useEnvironmentOf(name).title}</>;
}
