export * from './KeyRing';
export * from './SecretBox';
export * from './signingKeys';
