export * from './notifications';
export * from './publishEvents';
export * from './Teller';
export * from './webhooks';
