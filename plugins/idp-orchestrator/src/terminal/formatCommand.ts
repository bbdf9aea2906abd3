/** An argv list as one line that a shell would read the same way. */
export function formatCommand(command: string[]): string {
  return command.map(quoteArgument).join(' ');
}

/** An argument as a shell has to be given it. */
export function quoteArgument(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replace(/'/g, `'\\''`)}'`;
}
