/** A row of how a run ended, as the migrations define it. */
export interface RunEndingRow {
  run_id: string;
  finished_at: number | string;
  flow_id: string;
  flow_title: string;
  environment: string;
  risk: string;
  initiator: string;
  on_behalf_of: string;
  dry_run: boolean;
  status: string;
  duration_ms: number;
  /** The finished_at with which it is in the sums of its day; null when it is in none. */
  summed_finished_at: number | string | null;
}
