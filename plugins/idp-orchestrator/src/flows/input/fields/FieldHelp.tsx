import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
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

/** What holds anyway, in its own colour also where something does not fit. */
function Told({ children }: { children: string }) {
  return (
    <Box component="span" sx={{ ...LINE, color: 'text.secondary' }}>
      {children}
    </Box>
  );
}

/** Below a field: what it is for, within which limits, and what does not fit. */
export function FieldHelp(props: FieldHelpProps) {
  const t = useText();
  const { schema, problems, children, unlimited } = props;
  const description = textOf(schema.description);
  const limits = unlimited ? [] : describeLimits(schema, t);
  return (
    <>
      {description && <Told>{description}</Told>}
      {limits.length > 0 && <Told>{limits.join(' · ')}</Told>}
      {children}
      {problems.map(problem => (
        <span key={problem} style={LINE}>
          {problem}
        </span>
      ))}
    </>
  );
}
