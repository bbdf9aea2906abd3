export * from './httpServer';
export * from './safeExposure';
