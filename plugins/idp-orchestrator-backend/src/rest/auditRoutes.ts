import { listAuditQuerySchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Router } from 'express';
import { readChecked } from '../problems/badInput';
import type { RouterOptions } from './createRouter';
import { drained } from '../waiting/drained';
import { readCaller } from './readCaller';

export function addAuditRoutes(router: Router, options: RouterOptions): void {
  const { orchestrator } = options;

  router.get('/audit', async (req, res) => {
    const caller = await readCaller(req, options);
    const { limit, cursor, ...filter } = readChecked(
      listAuditQuerySchema,
      req.query,
      'The query',
    );
    res.json(await orchestrator.listAudit(caller, filter, { limit, cursor }));
  });

  router.get('/audit/verify', async (req, res) => {
    res.json(await orchestrator.verifyAudit(await readCaller(req, options)));
  });

  router.get('/audit/export', async (req, res) => {
    const caller = await readCaller(req, options);
    const pages = await orchestrator.exportAudit(caller);
    res.type('application/x-ndjson').attachment('audit.ndjson');
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    for await (const entries of pages) {
      if (gone.signal.aborted) return;
      const lines = entries.map(entry => `${JSON.stringify(entry)}\n`);
      if (!res.write(lines.join(''))) await drained(res, gone.signal);
    }
    res.end();
  });
}
