export * from './notifyPeople';
export * from './OutboxRelay';
export * from './publishEvents';
export * from './scheduleDeliveryForgetting';
export * from './webhooks';
