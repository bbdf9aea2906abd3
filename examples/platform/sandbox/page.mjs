// What was built of the sandbox's Backstage: its page, in one small file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stateDirectory } from './processes.mjs';

/** @returns {{version: string, title: string} | undefined} */
export function readPage() {
  const file = pageFile();
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function writePage(page) {
  mkdirSync(path.dirname(pageFile()), { recursive: true });
  writeFileSync(pageFile(), JSON.stringify(page));
}

function pageFile() {
  return path.join(stateDirectory(), 'backstage', 'page.json');
}
