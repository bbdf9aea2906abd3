export * from './listServices';
export * from './getService';
export * from './getServiceHistory';
export * from './operateServices';
export * from './planOperation';
