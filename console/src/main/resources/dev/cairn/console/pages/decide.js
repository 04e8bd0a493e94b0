/**
 * Deciding an approval. What is decided on is what is on the screen: its checksum goes along. If
 * context or outputs have changed since, the server refuses, and what changed is shown instead.
 */
import { get, instancePath, path, post, Problem } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { differences, mergePatch } from '../lib/json.js';
import { useCalm, useLoad } from '../lib/load.js';
import { useStream } from '../lib/stream.js';
import { clock, titleOf, visible } from '../lib/format.js';
import { done, failed } from '../lib/toast.js';
import { allSteps } from '../lib/step-states.js';
import { Busy, Status, Text, Trouble } from '../parts/basics.js';
import { Changes } from '../parts/changes.js';
import { Form } from '../parts/form.js';
import { Tree } from '../parts/tree.js';

async function look(id, approvalId, signal) {
  const [instance, approvals] = await Promise.all([
    get(instancePath(id), signal),
    get(`/approvals?id=${encodeURIComponent(id)}&limit=100`, signal),
  ]);
  const definition = await get(path('definitions', instance.workflowId)
    + `?version=${instance.definitionVersion}`, signal);
  return { instance, definition, approval: approvals.items.find((it) => it.id === approvalId) };
}

export const Decide = ({ me, id, approvalId }) => {
  const [round, setRound] = useState(0);
  const seen = useLoad(`${id} ${approvalId} ${round}`, (signal) => look(id, approvalId, signal));
  const now = useLoad(`now ${id}`, (signal) => get(instancePath(id), signal));
  useStream(instancePath(id, '/stream'), { onCommit: useCalm(now.reload, 100) });
  if (!seen.value) {
    return seen.problem ? html`<${Trouble} problem=${seen.problem} />` : html`<${Busy} />`;
  }
  const { instance, approval, definition } = seen.value;
  const step = approval && allSteps(definition.steps ?? []).find((it) => it.id === approval.stepId);
  return html`
    <div class="head"><div class="grow">
      <p class="small"><a class="link" href="#/approvals">Approvals and input</a></p>
      <h1 class="wrap"><${Text} of=${titleOf(instance)} /></h1>
      <div class="line"><${Status} is=${instance.status} />
        <span class="quiet"><${Text} of=${definition.name ?? definition.id} /> · version
          ${' '}${instance.version}</span>
        <a class="link" href=${href(['instances', id])}>Open the instance</a></div>
    </div></div>
    ${approval
      ? html`<${Ballot} key=${round} me=${me} seen=${instance} now=${now.value} approval=${approval}
        step=${step} definition=${definition} onLook=${() => setRound(round + 1)} />`
      : html`<p class="note" role="status">This approval waits no more: somebody decided, it
        expired, or the instance was ended.</p>`}`;
};

const hasMoved = (seen, now) => now
  && (differences(seen.context, now.context).length > 0
    || differences(seen.stepData, now.stepData).length > 0);

const Ballot = ({ me, seen, now, approval, step, definition, onLook }) => {
  const [kind, setKind] = useState('approve');
  const [reason, setReason] = useState('');
  const [context, setContext] = useState(seen.context);
  const [wrong, setWrong] = useState(null);
  const [busy, setBusy] = useState(false);
  const stale = hasMoved(seen, now) || wrong?.code === 'stale_approval';
  const voted = approval.votes.some((it) => it.by === me.subject);
  const changes = differences(seen.context, context);
  const missing = kind === 'reject' && !reason.trim() ? 'Say why it is rejected.'
    : kind === 'modify' && changes.length === 0 ? 'Change something, or approve it as it is.' : '';
  const send = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await post(instancePath(seen.id, path('approvals', approval.id) + '/decision'), {
        decision: kind, checksum: seen.checksum,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
        ...(kind === 'modify' ? { data: mergePatch(seen.context, context) } : {}),
      });
      dispatchEvent(new Event('cairn-decided'));
      done({ approve: 'Approved', modify: 'Changed and approved', reject: 'Rejected' }[kind]);
      go('#/approvals');
    } catch (problem) {
      problem instanceof Problem && problem.status < 500 ? setWrong(problem) : failed(problem);
    }
    setBusy(false);
  };
  return html`
    <div class="columns">
      <div class="stack">
        ${stale && html`<${Stale} seen=${seen} now=${now} onLook=${onLook} />`}
        <section class="panel" aria-labelledby="asked-name">
          <header><h2 id="asked-name">What is asked</h2></header>
          <div class="body stack">
            ${step?.description && html`<p><${Text} of=${step.description} most=${1000} /></p>`}
            ${kind === 'modify'
              ? html`<${Form} schema=${definition.stateSchema ?? { type: 'object' }}
                value=${context} onChange=${(it) => setContext(it ?? {})} errors=${[]} />`
              : html`<${Tree} value=${seen.context} name="context" base="/context" />`}
          </div>
        </section>
        <section class="panel" aria-label="Outputs so far"><header><h2>Outputs so far</h2></header>
          <div class="body"><${Tree} value=${seen.stepData} name="outputs" base="/stepData" /></div>
        </section>
      </div>
      <form class="panel" onSubmit=${send} aria-labelledby="decide-name">
        <header><h2 id="decide-name"><${Text} of=${approval.name} most=${80} /></h2></header>
        <div class="body stack">
          <dl class="facts">
            <dt>Votes</dt><dd>${approval.votes.length} of ${approval.quorum}
              ${approval.votes.length > 0 && html`<span class="faint"> by
                ${' '}${visible(approval.votes.map((it) => it.by).join(', '))}</span>`}</dd>
            ${approval.roles.length > 0 && html`<dt>Roles</dt>
              <dd><${Text} of=${approval.roles.join(', ')} /></dd>`}
            ${approval.deadline && html`<dt>Until</dt><dd>${clock(approval.deadline)}</dd>`}
          </dl>
          <fieldset><legend>Decision</legend>
            ${Object.entries(KINDS).map(([value, says]) => html`
              <label key=${value} class="line"><input type="radio" name="decision" value=${value}
                checked=${kind === value} onChange=${() => setKind(value)} /> ${says}</label>`)}
          </fieldset>
          <div class="field"><label for="why">Reason${kind === 'reject' ? '' : html`
            <span class="faint"> (optional)</span>`}</label>
            <textarea id="why" value=${reason}
              onInput=${(event) => setReason(event.target.value)}></textarea></div>
          ${kind === 'modify' && changes.length > 0 && html`<${Changes} changes=${changes} />`}
          ${wrong && wrong.code !== 'stale_approval' && html`<${Trouble} problem=${wrong} />`}
          ${missing && html`<p class="hint small quiet">${missing}</p>`}
          ${voted && html`<p class="note">You have decided already.</p>`}
          <button class=${kind === 'reject' ? 'danger' : 'primary'}
            disabled=${busy || stale || voted || missing !== ''}>${KINDS[kind]}</button>
        </div>
      </form>
    </div>`;
};

const KINDS = { approve: 'Approve', modify: 'Change and approve', reject: 'Reject' };

/** Why a decision on what was shown does not count any more, and the way on. */
const Stale = ({ seen, now, onLook }) => html`
  <section class="note warn" role="alert">
    <p><strong>It changed while you looked.</strong> You were shown version ${seen.version}; now it
      is ${now ? html`version ${now.version}, by <${Text} of=${now.lastModifiedBy} most=${60} />`
        : 'another one'}. A decision counts for what the decider saw, so this one is not taken.</p>
    ${now && html`<${Changes} before="You saw" after="Now" changes=${[
      ...differences(seen.context, now.context, '/context'),
      ...differences(seen.stepData, now.stepData, '/stepData')]} />`}
    <div class="line">
      <button class="primary" onClick=${onLook}>Look at what it is now</button></div>
  </section>`;
