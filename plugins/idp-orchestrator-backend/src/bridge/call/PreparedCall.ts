import type { ScriptAction, ScriptEntry } from '../catalog/ScriptEntry';
import type { Masker } from '../output/Masker';
import type { Arguments } from './checkArguments';

/** A call that was checked, with all that decides what is started. */
export interface PreparedCall {
  entry: ScriptEntry;
  action: ScriptAction;
  args: Arguments;
  /** The arguments by names in the script's environment. */
  variables: Record<string, string>;
  /** The text of its standard input, if it gets one. */
  stdin?: string;
  /** The texts of files that it gets, by the names of their parameters. */
  files: Record<string, string>;
  command: string[];
  masker: Masker;
}
