export * from './createWebhook';
export * from './WebhookConfig';
