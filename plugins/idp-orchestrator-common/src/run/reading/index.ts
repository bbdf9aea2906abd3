export * from './titleOfRun';
export * from './isFailureOpen';
export * from './isFinished';
export * from './lastLinesOf';
export * from './workTime';
