export * from './mountWindmill';
