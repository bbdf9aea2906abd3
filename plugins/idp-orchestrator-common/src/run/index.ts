export * from './Initiator';
export * from './Run';
export * from './RunEvent';
export * from './LogChunk';
export * from './FeedEntry';
export * from './applyRunEvent';
export { itemStepId } from './expandStep';
