export { createDeliveryLog } from './createDeliveryLog';
export { createOutbox } from './createOutbox';
export * from './outboxTables';
export * from './toOutboxRows';
