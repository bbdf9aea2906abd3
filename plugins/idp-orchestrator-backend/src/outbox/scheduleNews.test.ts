import { mockServices } from '@backstage/backend-test-utils';
import { createFakeClock } from '../__testUtils__/fakeClock';
import type { OutboxEvent, ScheduleNews } from '../ports';
import { notifyPeople } from './notifyPeople';
import { publishEvents } from './publishEvents';
import { createWebhook, type WebhookConfig } from './webhooks';

const AT = Date.UTC(2026, 10, 28, 2, 30);

const eventOf = (more: Partial<ScheduleNews> = {}): OutboxEvent => ({
  id: 'schedule_1',
  at: AT,
  kind: 'schedule',
  news: {
    id: 'nightly',
    title: 'Nightly clean-up',
    flow: 'cleanup',
    environment: 'production',
    at: AT,
    owner: 'group:default/platform',
    onBehalfOf: 'user:default/anna',
    reason: 'There is no flow cleanup with password hunter2',
    happened: { kind: 'changed', from: 'active', to: 'broken' },
    ...more,
  },
});
const missed = eventOf({
  happened: { kind: 'missed', dueTimes: [AT, AT + 1_000], outcome: 'denied' },
});
const mask = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replaceAll('hunter2', '***'));
const webhook = (config: Partial<WebhookConfig> = {}) =>
  createWebhook(
    {
      id: 'hook',
      url: 'https://x',
      key: Buffer.alloc(24),
      headers: {},
      ...config,
    },
    { clock: createFakeClock(AT), runsUrl: 'https://portal/runs', mask },
  );

describe('What is told of a schedule', () => {
  it('goes to who looks after it and for whom it starts runs, without secrets', () => {
    const people = notifyPeople({ send: async () => {} }, mask);
    const told = (event: OutboxEvent) => {
      const message = people.write(event);
      return message && JSON.parse(message.body);
    };
    expect(told(eventOf())).toMatchObject({
      recipients: {
        entityRef: ['group:default/platform', 'user:default/anna'],
      },
      payload: {
        title:
          'Schedule Nightly clean-up (production) cannot start what is due next',
        description: 'There is no flow cleanup with password ***',
        link: '/idp-orchestrator/schedules/nightly',
      },
    });
    expect(told(missed).payload.title).toBe(
      'Schedule Nightly clean-up (production) did not start what was due at 2026-11-28T02:30:00.000Z, and 1 more',
    );
    const well = { kind: 'changed', from: 'broken', to: 'active' } as const;
    expect(told(eventOf({ happened: well }))).toBeUndefined();
    const nobody = { owner: undefined, onBehalfOf: 'external:ci' };
    expect(told(eventOf(nobody))).toBeUndefined();
  });

  it('is an event of Backstage, which does not say why', () => {
    const events = publishEvents(mockServices.events.mock(), 'https://x');
    const published = (event: OutboxEvent) =>
      JSON.parse(events.write(event)!.body);
    expect(published(missed)).toEqual({
      topic: 'idp-orchestrator.schedule.missed',
      eventPayload: {
        id: 'schedule_1',
        schedule: 'nightly',
        title: 'Nightly clean-up',
        flow: 'cleanup',
        environment: 'production',
        owner: 'group:default/platform',
        onBehalfOf: 'user:default/anna',
        outcome: 'denied',
        dueTimes: ['2026-11-28T02:30:00.000Z', '2026-11-28T02:30:01.000Z'],
        at: '2026-11-28T02:30:00.000Z',
      },
    });
  });

  it('goes to webhooks that want it, without secrets', () => {
    const body = JSON.parse(webhook().write(eventOf())!.body);
    expect(body).toMatchObject({
      type: 'schedule.changed',
      data: {
        schedule: {
          id: 'nightly',
          from: 'active',
          to: 'broken',
          reason: 'There is no flow cleanup with password ***',
        },
      },
    });
    const wants = (config: Partial<WebhookConfig>) =>
      webhook(config).write(missed)?.type;
    expect(wants({ events: ['schedule.missed'] })).toBe('schedule.missed');
    expect(wants({ events: ['schedule.changed'] })).toBeUndefined();
    expect(wants({ flows: ['cleanup'] })).toBe('schedule.missed');
    expect(wants({ flows: ['other'] })).toBeUndefined();
    expect(wants({ environments: ['staging'] })).toBeUndefined();
  });
});
