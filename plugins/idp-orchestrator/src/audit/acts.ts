/** The acts that the record has, by the names that they have there and in the texts. */
export const ACTS = {
  'run.start': 'startRun',
  'script.run': 'runScript',
  'run.cancel': 'cancelRun',
  'run.pause': 'pauseRun',
  'run.resume': 'resumeRun',
  'run.retry': 'retryRun',
  'run.rerun': 'rerun',
  'run.dismiss': 'dismissRun',
  'window.override': 'overrideWindow',
  'window.create': 'createWindow',
  'window.end': 'endWindow',
  'window.read': 'readWindows',
  'schedule.create': 'createSchedule',
  'schedule.update': 'updateSchedule',
  'schedule.remove': 'removeSchedule',
  'schedule.pause': 'pauseSchedule',
  'schedule.resume': 'resumeSchedule',
  'schedule.trigger': 'triggerSchedule',
  'schedule.skip': 'skipSchedule',
  'schedule.read': 'readSchedules',
  'run.approve': 'approveRun',
  'run.reject': 'rejectRun',
  'run.link': 'linkRun',
  'delivery.redeliver': 'redeliver',
  'run.plan': 'planRun',
  'flow.list': 'listFlows',
  'flow.read': 'readFlow',
  'run.list': 'listRuns',
  'run.read': 'readRun',
  'service.read': 'readService',
  'health.read': 'readHealth',
  'audit.read': 'readAudit',
} as const;

export type KnownAct = keyof typeof ACTS;

export function isKnownAct(act: string): act is KnownAct {
  return Object.hasOwn(ACTS, act);
}
