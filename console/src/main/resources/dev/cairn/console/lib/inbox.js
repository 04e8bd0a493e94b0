/** What waits for a person: approvals that one may decide, and inputs that are asked for. */
import { get } from './api.js';
import { may } from './rights.js';

const MOST = 100;

/** Approvals and inputs, those that have waited longest first. */
export async function inbox(me, signal) {
  const [approvals, waiting] = await Promise.all([
    get(`/approvals?mine=true&limit=${MOST}`, signal),
    get(`/workflows?status=WaitingForInput&sort=updatedAt&limit=${MOST}`, signal),
  ]);
  const inputs = waiting.items.filter((it) => may(me, 'change', it)).flatMap(asked);
  return { approvals: approvals.items, inputs, more: approvals.next || waiting.next };
}

/** The steps of an instance that wait for an input. */
export const asked = (instance) => waiting(instance, 'input');

/** The tokens of an instance that wait for something: who, where, since which version. */
export const waiting = (instance, what) => Object.entries(instance.tokens)
  .filter(([, it]) => it.status === 'active' && it.value?.wait === what)
  .map(([token, it]) => ({ token, instance, stepId: it.value.step,
    id: `${token}@${it.value.at ?? 0}` }));

/** Whether a step may be decided by somebody, as far as the definition says. */
export const mayDecide = (me, step) => step !== undefined
  && (!step.roles?.length || step.roles.some((it) => me.roles.includes(it)))
  && (!step.approvers?.length || step.approvers.includes(me.subject));
