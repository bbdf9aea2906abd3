export * from './Crash';
export * from './Drill';
export type { DrillDatabase, DrillSetting } from './DrillSetting';
export * from './smallFlow';
