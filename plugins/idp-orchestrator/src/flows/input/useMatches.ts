import { useEffect, useMemo, useState } from 'react';
import type { CheckOptions } from './schema/Place';
import type { JsonSchema } from './schema/JsonSchema';

type Compile = typeof import('./linearRegExp').linearRegExp;

/**
 * Matches the patterns of a schema, as soon as what that takes is loaded: it is
 * heavy, and most forms have none. Until then the check of the backend counts.
 */
export function useMatches(schema: JsonSchema): CheckOptions['matches'] {
  const [compile, setCompile] = useState<{ by: Compile }>();
  const isWanted = useMemo(
    () => /"pattern(Properties)?":/.test(JSON.stringify(schema)),
    [schema],
  );
  useEffect(() => {
    if (!isWanted) return undefined;
    let isGone = false;
    import('./linearRegExp').then(
      ({ linearRegExp }) => isGone || setCompile({ by: linearRegExp }),
      // Without it the backend tells what is wrong.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isWanted]);

  return useMemo(() => {
    if (!compile) return () => true;
    const compiled = new Map<string, (text: string) => boolean>();
    return (pattern, text) => {
      const known = compiled.get(pattern) ?? compile.by(pattern);
      compiled.set(pattern, known);
      return known(text);
    };
  }, [compile]);
}
