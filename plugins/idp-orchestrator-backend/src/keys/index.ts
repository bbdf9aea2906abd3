export * from './KeyRing';
export * from './signingKeys';
