/**
 * The routes that there are, as they are listed to those who ask for another
 * one.
 */
export const SUPPORTED = [
  'GET /version',
  'GET /health/status',
  'GET /users/whoami',
  'GET /workspaces/list',
  'POST /workspaces/exists',
  'GET /w/{workspace}/users/whoami',
  'GET /w/{workspace}/flows/list',
  'GET /w/{workspace}/flows/list_paths',
  'GET /w/{workspace}/flows/get/f/idp/{flow}',
  'GET /w/{workspace}/flows/exists/f/idp/{flow}',
  'GET /w/{workspace}/scripts/list',
  'GET /w/{workspace}/scripts/list_paths',
  'GET /w/{workspace}/scripts/get/p/f/idp/{script}',
  'GET /w/{workspace}/scripts/exists/p/f/idp/{script}',
  'POST /w/{workspace}/jobs/run/batch_rerun_jobs',
  'POST /w/{workspace}/jobs/run/f/f/idp/{flow}',
  'POST /w/{workspace}/jobs/run/p/f/idp/{script}',
  'POST /w/{workspace}/jobs/run_wait_result/f/f/idp/{flow}',
  'GET /w/{workspace}/jobs/run_wait_result/f/f/idp/{flow}',
  'POST /w/{workspace}/jobs/run_wait_result/p/f/idp/{script}',
  'GET /w/{workspace}/jobs/run_wait_result/p/f/idp/{script}',
  'POST /w/{workspace}/jobs/run_and_stream/f/f/idp/{flow}',
  'POST /w/{workspace}/jobs/run_and_stream/p/f/idp/{script}',
  'GET /w/{workspace}/jobs_u/get/{id}',
  'GET /w/{workspace}/jobs_u/completed/get/{id}',
  'GET /w/{workspace}/jobs_u/completed/get_result/{id}',
  'GET /w/{workspace}/jobs_u/completed/get_result_maybe/{id}',
  'GET /w/{workspace}/jobs_u/completed/get_timing/{id}',
  'GET /w/{workspace}/jobs_u/getupdate/{id}',
  'GET /w/{workspace}/jobs_u/getupdate_sse/{id}',
  'GET /w/{workspace}/jobs_u/get_logs/{id}',
  'GET /w/{workspace}/jobs_u/get_flow_all_logs/{id}',
  'GET /w/{workspace}/jobs_u/get_args/{id}',
  'GET /w/{workspace}/job_metrics/get_progress/{id}',
  'GET /w/{workspace}/jobs_u/get_root_job_id/{id}',
  'GET /w/{workspace}/jobs/result_by_id/{id}/{step}',
  'POST /w/{workspace}/jobs_u/queue/cancel/{id}',
  'POST /w/{workspace}/jobs_u/queue/force_cancel/{id}',
  'POST /w/{workspace}/jobs/queue/cancel_selection',
  'POST /w/{workspace}/jobs/restart/f/{id}',
  'POST /w/{workspace}/jobs/restart/f/{id}/from/{step}/0',
  'GET /w/{workspace}/jobs/list',
  'GET /w/{workspace}/jobs/queue/list',
  'GET /w/{workspace}/jobs/queue/count',
  'GET /w/{workspace}/jobs/completed/list',
  'GET /w/{workspace}/jobs/completed/count',
  'GET /w/{workspace}/jobs/resume_urls/{id}/{number}',
  'GET /w/{workspace}/jobs/job_signature/{id}/{number}',
  'POST /w/{workspace}/jobs/flow/resume/{id}',
  'POST /w/{workspace}/jobs_u/flow/resume_suspended/{id}',
  'GET /w/{workspace}/jobs_u/resume/{id}/{number}/{signature}',
  'POST /w/{workspace}/jobs_u/resume/{id}/{number}/{signature}',
  'GET /w/{workspace}/jobs_u/cancel/{id}/{number}/{signature}',
  'POST /w/{workspace}/jobs_u/cancel/{id}/{number}/{signature}',
  'GET /w/{workspace}/jobs_u/get_flow/{id}/{number}/{signature}',
  'POST /schedules/preview',
  'GET /w/{workspace}/schedules/list',
  'GET /w/{workspace}/schedules/get/f/idp/{schedule}',
  'GET /w/{workspace}/schedules/exists/f/idp/{schedule}',
  'POST /w/{workspace}/schedules/create',
  'POST /w/{workspace}/schedules/update/f/idp/{schedule}',
  'POST /w/{workspace}/schedules/setenabled/f/idp/{schedule}',
  'DELETE /w/{workspace}/schedules/delete/f/idp/{schedule}',
];

/**
 * Describes the routes that there are to a caller who asks for anything else.
 */
export function describeSupported(
  asked: { method: string; path: string },
  workspace: string,
): string {
  const routes = SUPPORTED.map(route =>
    route.replace('{workspace}', workspace),
  );
  return `${asked.method} ${asked.path} is not supported here. What is:\n${routes.join('\n')}\n`;
}
