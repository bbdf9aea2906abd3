export * from './listBundleFiles';
export * from './sendBundle';
