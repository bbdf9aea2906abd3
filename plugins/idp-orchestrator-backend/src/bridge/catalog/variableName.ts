import { z } from 'zod';

/**
 * Variables by which whoever sets them makes programs do something else: run
 * other programs, load code, read other files of settings.
 */
const LEADING_ASTRAY =
  /^(PATH|IFS|ENV|BASH_ENV|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|CDPATH|GLOBIGNORE|BASH_FUNC_.*|LD_.*|DYLD_.*|NODE_OPTIONS|PYTHON(PATH|HOME|STARTUP)|PERL5?(LIB|OPT)|RUBY(LIB|OPT)|JAVA_TOOL_OPTIONS|GIT_.*|SSH_ASKPASS|EDITOR|VISUAL|PAGER|BROWSER|HOME|TMPDIR)$/;

/** The name of a variable in the environment of a script, set by the one who keeps the catalog. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable')
  .refine(
    name => !name.startsWith('IDP_'),
    'a name that does not begin with IDP_',
  );

/** The name of one whose value comes from whoever starts a run. */
export const callersVariable = variableName.refine(
  name => !LEADING_ASTRAY.test(name),
  'a variable by which no caller can make programs do something else; read it in the script under another name',
);
