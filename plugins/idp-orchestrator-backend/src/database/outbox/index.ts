export * from './databaseOutbox';
export * from './newsRows';
export { createDeliveryLog } from './databaseDeliveryLog';
