export * from './KeyRing';
export * from './SecretBox';
