/** An argv list as one line that a shell would read the same way. */
export function formatCommand(command: string[]): string {
  return command.map(quote).join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument)
    ? argument
    : `'${argument.replace(/'/g, `'\\''`)}'`;
}
