import { useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { FieldHelp } from './FieldHelp';
import type { FieldProps } from './FieldProps';
import { useProblems } from './FormContext';

interface FieldGroupProps extends Pick<
  FieldProps,
  'schema' | 'path' | 'title' | 'required'
> {
  children: ReactNode;
}

/** Fields that belong together, below their title; those of the whole form have the page's. */
export function FieldGroup(props: FieldGroupProps) {
  const { schema, path, title, required, children } = props;
  const [isTouched, setTouched] = useState(false);
  const problems = useProblems(path, { isTouched });
  const isWhole = path.length === 0;
  // It is there since somebody added it.
  const isItem = typeof path.at(-1) === 'number';
  const hasHelp = problems.length > 0 || !isWhole;
  return (
    <Box
      component={isWhole ? 'div' : 'fieldset'}
      onBlur={() => setTouched(true)}
      sx={
        isWhole
          ? { minWidth: 0 }
          : {
              m: 0,
              p: 0,
              pl: 2,
              border: 0,
              borderLeft: 2,
              borderColor: problems.length > 0 ? 'error.main' : 'divider',
              minWidth: 0,
            }
      }
    >
      {!isWhole && (
        <Typography
          component="legend"
          variant="subtitle2"
          sx={{ p: 0, float: 'left', width: '100%', mb: 0.5 }}
        >
          {title}
          {required && !isItem && ' *'}
        </Typography>
      )}
      <Stack spacing={2} sx={{ clear: 'both' }}>
        {hasHelp && (
          <FormHelperText
            component="div"
            error={problems.length > 0}
            sx={{ m: 0, '&:empty': { display: 'none' } }}
          >
            <FieldHelp
              schema={isWhole ? NOTHING : schema}
              problems={problems}
            />
          </FormHelperText>
        )}
        {children}
      </Stack>
    </Box>
  );
}

const NOTHING = {};
