import { cpus, totalmem } from 'node:os';

/** What one has to know of the machine to read the figures; nothing that names it. */
export function describeMachine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}: ${cores.length} cores (${cores[0].model.trim()}), ${memory} GiB, Node.js ${process.versions.node}, ${process.platform}.`;
}
