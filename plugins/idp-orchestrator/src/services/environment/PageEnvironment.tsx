import { useEffect } from 'react';
import { EnvironmentChip } from './EnvironmentChip';
import { useEnvironment } from './useEnvironment';

/**
 * The environment of something that has one of its own, such as a run: says
 * which, and makes it that of all pages, so that the colours above agree.
 */
export function PageEnvironment({ name }: { name: string }) {
  const { adopt } = useEnvironment();
  useEffect(() => adopt(name), [adopt, name]);
  return <EnvironmentChip name={name} />;
}
