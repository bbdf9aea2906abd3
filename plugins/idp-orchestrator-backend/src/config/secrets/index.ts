export * from './readKeysConfig';
export * from './readSecretsConfig';
