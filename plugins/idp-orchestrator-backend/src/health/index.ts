export * from './createHealth';
export * from './createPlatformHealth';
export * from './describeTogether';
export * from './HealthFeeds';
export * from './HealthWatch';
export * from './scheduleHealthWatch';
export * from './withDatabase';
