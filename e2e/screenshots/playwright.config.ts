import { defineConfig } from '@playwright/test';
import config from '../playwright.config';

/** Pictures of the portal, by the command `tools/yarn screenshots`. */
export default defineConfig(config, {
  testDir: '.',
  testMatch: 'takePictures.ts',
  outputDir: '../../.data/test/screenshots',
  reporter: [['list']],
  use: { trace: 'off' },
});
