export * from './PlatformHealth';
