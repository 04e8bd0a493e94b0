/** Why it is not moving: each token, what it waits for, who drives it, and what happens next. */
import { get, instancePath } from '../lib/api.js';
import { href } from '../lib/route.js';
import { may } from '../lib/rights.js';
import { allSteps, runs } from '../lib/step-states.js';
import { mayDecide, waiting } from '../lib/inbox.js';
import { html } from '../lib/ui.js';
import { clock } from '../lib/format.js';
import { useLoad } from '../lib/load.js';
import { Ago, Text } from '../parts/basics.js';
import { Icon } from '../lib/icons.js';

export const Explain = ({ me, instance, definition }) => {
  const told = useLoad(`explain ${instance.id} ${instance.version}`,
    (signal) => get(instancePath(instance.id, '/explain'), signal));
  const it = told.value;
  return html`
    <section class="panel" aria-labelledby="why-name">
      <header><h2 id="why-name">Why it is where it is</h2></header>
      <div class="body stack tight" aria-live="polite">
        <${Asked} me=${me} instance=${instance} definition=${definition} />
        ${it && runs(definition) ? html`<${Reasons} of=${it} instance=${instance} />`
          : html`<p class="quiet">${it || told.problem ? plain(instance) : 'Looking…'}</p>`}
      </div>
    </section>`;
};

/** What the reader could do about it. */
const Asked = ({ me, instance, definition }) => {
  if (!may(me, 'change', instance)) {
    return null;
  }
  const stepOf = (it) => allSteps(definition?.steps ?? []).find((one) => one.id === it.stepId);
  const approvals = waiting(instance, 'approval').filter((it) => mayDecide(me, stepOf(it)));
  return html`
    ${approvals.map((it) => html`<div class="line" key=${it.id}>
      <a class="button" href=${href(['approvals', instance.id, it.id])}>Decide:
        ${' '}<${Text} of=${stepOf(it)?.name ?? it.stepId} most=${40} /></a></div>`)}
    ${waiting(instance, 'input').map((it) => html`<div class="line" key=${it.id}>
      <a class="button" href=${href(['approvals', instance.id, 'input', it.stepId])}>Fill in:
        ${' '}<${Text} of=${stepOf(it)?.name ?? it.stepId} most=${40} /></a></div>`)}`;
};

const PLAIN = {
  Created: 'It has not been started.',
  Running: 'Somebody moves it on by hand, or an engine does.',
  Paused: 'It was paused; resuming lets it go on.',
  WaitingForInput: 'It waits for an input.',
  WaitingForApproval: 'It waits for a decision.',
};

const plain = (instance) => PLAIN[instance.status] ?? 'It has ended.';

const Reasons = ({ of, instance }) => html`
  ${of.waitingFor.length === 0 && html`<p>${plain(instance)}</p>`}
  ${of.waitingFor.slice(0, 30).map((it) => html`
    <div key=${it.token} class="line top nowrap">
      <span class="faint"><${Icon} name="wait" /></span>
      <div class="grow wrap">
        <strong><${Text} of=${it.stepId ?? it.token} most=${60} /></strong> waits: ${it.kind}
        ${it.detail && html`<div class="small quiet"><${Text} of=${it.detail} most=${300} /></div>`}
        <div class="small faint">
          ${it.since && html`since <${Ago} time=${it.since} />`}
          ${it.until && html`${it.since ? ', ' : ''}until ${clock(it.until)}`}</div>
      </div>
    </div>`)}
  ${of.waitingFor.length > 30 && html`<p class="faint">and ${of.waitingFor.length - 30} more</p>`}
  ${of.lastError && of.lastError.message !== instance.error?.message && html`
    <p class="note problem wrap"><strong>Last error</strong>${' '}
    <${Text} of=${of.lastError.message ?? JSON.stringify(of.lastError)} most=${400} /></p>`}
  <dl class="facts">
    ${of.nextWake && html`<dt>Next by itself</dt><dd>${clock(of.nextWake)}</dd>`}
    <dt>Driven by</dt><dd>${of.leaseHolder ? html`<${Text} of=${of.leaseHolder} />`
      : html`<span class="quiet">nobody</span>`}</dd>
  </dl>
  ${!of.runnable && instance.status === 'Running' && html`
    <p class="note warn">No living node drives it: start an engine, or a worker for its queue.
    </p>`}`;
