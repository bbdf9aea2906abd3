/** The exit codes of all commands, and what they say. */
export const EXIT_CODES = {
  succeeded: [0, 'What was asked for is done; of a run: it succeeded'],
  failed: [
    1,
    'A run failed, `check` found mistakes, the platform is not healthy, or a record is broken',
  ],
  misused: [
    2,
    'The command was used wrongly, or the backend refused what was asked: no such flow or run, input that does not fit, a run that is over',
  ],
  waits: [3, 'A run waits for people: for an approval or a decision'],
  unreachable: [4, 'The backend cannot be reached, or is not ready'],
  forbidden: [5, 'Not signed in, or not allowed'],
  cancelled: [6, 'A run was cancelled'],
  unsealed: [7, 'A record is whole, but not all of its seals can be checked'],
  interrupted: [130, 'Ended by Ctrl-C; a run that was followed goes on'],
} as const satisfies Record<string, [code: number, meaning: string]>;

export type Ending = keyof typeof EXIT_CODES;

export function exitCodeOf(ending: Ending): number {
  return EXIT_CODES[ending][0];
}
