/** Figures over time, asked for a part of the time at a time. */
import { get } from './api.js';

/** What can be looked at: how long, in how many parts. */
export const RANGES = {
  hour: { name: 'Last hour', seconds: 3600, parts: 12 },
  day: { name: 'Last day', seconds: 86400, parts: 12 },
  week: { name: 'Last week', seconds: 7 * 86400, parts: 14 },
  month: { name: 'Last 30 days', seconds: 30 * 86400, parts: 15 },
};

const label = (range, time) => (range.seconds > 86400
  ? time.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
  : time.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));

/**
 * What was made and what ended, part by part. An instance that has ended changes no more, so that
 * its last change is its end.
 *
 * @returns {Promise<{label: string, title: string, created: number, completed: number,
 *   failed: number, cancelled: number}[]>}
 */
export function overTime(range, workflowId, signal) {
  const size = (range.seconds * 1000) / range.parts;
  const end = Date.now();
  const one = async (i) => {
    const from = new Date(end - size * (range.parts - i));
    const to = new Date(from.getTime() + size);
    const asked = (what, more = '') => get(`/statistics?${what}After=${from.toISOString()}`
      + `&${what}Before=${to.toISOString()}${more}${
        workflowId ? '&workflowId=' + encodeURIComponent(workflowId) : ''}`, signal);
    const [made, ended] = await Promise.all([asked('created'),
      asked('updated', '&status=Completed&status=Failed&status=Cancelled')]);
    return {
      label: label(range, from), title: from.toLocaleString(), created: made.total,
      completed: ended.byStatus.Completed, failed: ended.byStatus.Failed,
      cancelled: ended.byStatus.Cancelled,
    };
  };
  return Promise.all(Array.from({ length: range.parts }, (_, i) => one(i)));
}

/** At which steps the living instances stand, by the newest of them. */
export async function stepHeat(workflowId, signal) {
  const living = ['Running', 'Paused', 'WaitingForInput', 'WaitingForApproval'];
  const query = new URLSearchParams(living.map((it) => ['status', it]));
  workflowId && query.set('workflowId', workflowId);
  query.set('sort', '-updatedAt');
  query.set('limit', '100');
  const { items, next } = await get('/workflows?' + query, signal);
  const counts = new Map();
  items.forEach((it) => {
    const step = it.currentStepId ?? '—';
    const name = workflowId ? step : `${it.workflowId} · ${step}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return { all: !next, rows: [...counts].map(([name, value]) => ({ name, value }))
    .sort((a, b) => b.value - a.value).slice(0, 12) };
}
