import type { ScriptAttempt } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import type { PreparedCall } from '../call/PreparedCall';
import type { LaunchRecord } from '../supervisor/AttemptFiles';

/** Makes the record of what is started, as far as following and judging it needs; nothing secret is in it. */
export function recordLaunch(
  { entry, action, command, masker }: PreparedCall,
  { timeoutMs }: Pick<ScriptAttempt, 'timeoutMs'>,
  { maxOutputBytes }: Pick<CompleteOptions, 'maxOutputBytes'>,
): LaunchRecord {
  return {
    title: `${entry.title}: ${action.title}`,
    command: command.map(word => masker.mask(word)),
    timeoutMs: timeoutMs ?? action.timeoutMs,
    json: action.json !== undefined,
    maxOutputBytes: action.maxOutputBytes ?? maxOutputBytes,
    exitCodes: action.exitCodes,
  };
}
