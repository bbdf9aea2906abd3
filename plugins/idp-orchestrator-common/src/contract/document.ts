import { defineContract } from './defineContract';

export const getDocument = defineContract('getDocument', {
  method: 'get',
  path: '/openapi.yaml',
  tag: 'Records',
  summary: 'This document; needs no token',
  isOpen: true,
  media: { 'application/yaml': 'OpenAPI 3.1' },
  example: {},
});
