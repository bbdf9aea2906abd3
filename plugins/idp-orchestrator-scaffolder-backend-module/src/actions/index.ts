export * from './bootstrapAction';
export * from './createScheduleAction';
export * from './healthAction';
export * from './operateAction';
export * from './runFlowAction';
export * from './runScriptAction';
