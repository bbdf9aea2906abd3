import type { ReactNode } from 'react';
import { useText } from '../../../translation';
import { describeLimits } from '../schema/describeLimits';
import { textOf, type JsonSchema } from '../schema/JsonSchema';

interface FieldHelpProps {
  schema: JsonSchema;
  problems: string[];
  /** What else there is to say of the value. */
  children?: ReactNode;
  /** The limits are told elsewhere, or there are none. */
  unlimited?: boolean;
}

const LINE = { display: 'block' } as const;

/** Below a field: what it is for, within which limits, and what does not fit. */
export function FieldHelp(props: FieldHelpProps) {
  const t = useText();
  const { schema, problems, children, unlimited } = props;
  const description = textOf(schema.description);
  const limits = unlimited ? [] : describeLimits(schema, t);
  return (
    <>
      {description && <span style={LINE}>{description}</span>}
      {limits.length > 0 && <span style={LINE}>{limits.join(' · ')}</span>}
      {children}
      {problems.map(problem => (
        <span key={problem} style={LINE}>
          {problem}
        </span>
      ))}
    </>
  );
}
