import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { lazy } from '../waiting/lazy';

const SOURCE: FlowSource = {
  id: 'bootstrap-platform',
  title: 'Bootstrap platform',
  description:
    'Brings up a whole Internal Developer Platform: prerequisites, LocalStack and OPA, sign-in, the Kubernetes core, monitoring and Backstage, then a health check with real requests. Safe to repeat: what is there already is left as it is.',
  tags: ['platform', 'bootstrap'],
  risk: 'medium',
  owner: 'group:default/platform-team',
  manualTime: '4h',
  concurrency: { key: 'bootstrap-${{ environment.name }}' },
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      platform_name: {
        type: 'string',
        title: 'Name of the platform',
        minLength: 1,
        maxLength: 100,
        default: 'IDP Platform',
      },
      environment: {
        type: 'string',
        title: 'Environment',
        enum: ['development', 'staging', 'production'],
        default: 'development',
      },
      enable_monitoring: {
        type: 'boolean',
        title: 'Monitoring',
        description: 'Prometheus, Grafana, Jaeger and Kiali',
        default: true,
      },
      enable_auth: {
        type: 'boolean',
        title: 'Sign-in',
        description: 'User pool, client and groups in Cognito',
        default: true,
      },
      skip_backstage: {
        type: 'boolean',
        title: 'Leave Backstage out',
        default: false,
      },
      dry_run: {
        type: 'boolean',
        title: 'Dry run',
        description: 'Say what would be done, and change nothing',
        default: false,
      },
    },
  },
  steps: [
    {
      id: 'prerequisites',
      title: 'Prerequisites',
      uses: 'script',
      with: { script: 'check-prerequisites' },
      needs: [],
    },
    {
      id: 'infrastructure',
      title: 'Infrastructure',
      uses: 'script',
      with: {
        script: 'setup-infrastructure',
        args: { environment: '${{ input.environment }}' },
      },
      needs: ['prerequisites'],
    },
    {
      id: 'authentication',
      title: 'Authentication',
      uses: 'script',
      if: '${{ input.enable_auth }}',
      with: {
        script: 'setup-authentication',
        args: { environment: '${{ input.environment }}' },
      },
      needs: ['infrastructure'],
    },
    {
      id: 'platform-core',
      title: 'Platform core',
      uses: 'script',
      with: {
        script: 'setup-platform-core',
        args: { environment: '${{ input.environment }}' },
      },
      needs: ['infrastructure'],
    },
    {
      id: 'monitoring',
      title: 'Monitoring',
      uses: 'script',
      if: '${{ input.enable_monitoring }}',
      with: {
        script: 'setup-monitoring',
        args: { environment: '${{ input.environment }}' },
      },
      needs: ['platform-core'],
      onFailure: 'continue',
    },
    {
      id: 'backstage',
      title: 'Backstage',
      uses: 'script',
      if: '${{ !input.skip_backstage }}',
      with: {
        script: 'build-backstage',
        args: {
          environment: '${{ input.environment }}',
          platform_name: '${{ input.platform_name }}',
        },
      },
      needs: ['platform-core', 'authentication'],
      onFailure: 'continue',
    },
    {
      id: 'health-check',
      title: 'Health check',
      uses: 'script',
      with: {
        script: 'health-check-platform',
        args: {
          environment: '${{ input.environment }}',
          without_monitoring: '${{ !input.enable_monitoring }}',
          without_auth: '${{ !input.enable_auth }}',
          without_backstage: '${{ input.skip_backstage }}',
        },
      },
      needs: [
        'prerequisites',
        'infrastructure',
        'authentication',
        'platform-core',
        'monitoring',
        'backstage',
      ],
      onFailure: 'warn',
    },
  ],
  output: {
    success: '${{ report.success }}',
    results: {
      job_id: '${{ report.results.job_id }}',
      platform_name: '${{ input.platform_name }}',
      environment: '${{ report.results.environment }}',
      steps: '${{ report.results.steps }}',
      status: '${{ report.results.status }}',
      start_time: '${{ report.results.start_time }}',
      end_time: '${{ report.results.end_time }}',
      duration: '${{ report.results.duration }}',
      urls: '${{ has(steps.health_check.output.urls) ? steps.health_check.output.urls : {} }}',
      error: '${{ report.results.?error.orValue(null) }}',
    },
    platform_ready:
      '${{ report.success && has(steps.health_check.output.ready) && steps.health_check.output.ready }}',
    platform_urls:
      '${{ has(steps.health_check.output.urls) ? steps.health_check.output.urls : {} }}',
    failed_steps: '${{ report.failed_steps }}',
    warnings: '${{ report.warnings }}',
    summary: '${{ report.summary }}',
  },
};

/** Brings up a whole platform. Names of input and output are a public contract. */
export const bootstrapPlatform = lazy(() => defineFlow(SOURCE));
