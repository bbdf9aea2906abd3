export * from './Delivery';
