export * from './listDeliveries';
export * from './redeliver';
