export * from './countRuns';
export * from './createTraceEnvironment';
export * from './gaugeHealth';
export * from './gaugeQueue';
export * from './gaugeSpool';
export * from './gaugeViewers';
export * from './RunTracer';
export * from './traceRuns';
