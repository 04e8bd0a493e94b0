/** The picture, what it waits for, and the facts. */
import { html, useMemo, useState } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { clock, count, shortId, span, visible } from '../lib/format.js';
import { progress, stepStates } from '../lib/step-states.js';
import { isOver } from '../lib/rights.js';
import { Ago, Busy, Text } from '../parts/basics.js';
import { Graph } from '../parts/graph.js';
import { Scalar } from '../parts/tree.js';
import { Explain } from './explain.js';
import { Sharing } from './sharing.js';
import { StepPanel } from './step-panel.js';

export const Overview = ({ me, instance, definition, onChanged }) => {
  const [chosen, setChosen] = useState(null);
  const states = useMemo(() => stepStates(definition, instance), [definition, instance]);
  return html`
    <div class="columns">
      <div class="stack">
        <section class="panel" aria-labelledby="steps-name">
          <header><h2 id="steps-name">Steps</h2>
            <${Progress} definition=${definition} states=${states} /></header>
          <div class="body">
            ${definition ? html`<${Graph} definition=${definition} states=${states}
              chosen=${chosen} onChoose=${(id) => setChosen(id === chosen ? null : id)} />`
              : html`<${Busy} />`}
          </div>
        </section>
        ${chosen && html`<${StepPanel} me=${me} id=${chosen} instance=${instance}
          definition=${definition} of=${states.get(chosen)} onChanged=${onChanged}
          onClose=${() => setChosen(null)} />`}
      </div>
      <div class="stack">
        ${instance.error && html`<${Failure} error=${instance.error} />`}
        ${!isOver(instance.status) && html`<${Explain} instance=${instance} me=${me}
          definition=${definition} />`}
        <${Facts} instance=${instance} definition=${definition} />
        <${Sharing} me=${me} instance=${instance} onChanged=${onChanged} />
        ${Object.keys(instance.attributes).length > 0 && html`
          <section class="panel"><header><h2>Attributes</h2></header>
            <dl class="body facts">${Object.entries(instance.attributes).slice(0, 60)
              .map(([name, value]) => html`<dt><${Text} of=${name} most=${60} /></dt>
                <dd class="mono"><${Scalar} value=${value} /></dd>`)}</dl></section>`}
        ${Object.keys(instance.scopes).length > 1 && html`<${Scopes} instance=${instance} />`}
      </div>
    </div>`;
};

const Progress = ({ definition, states }) => {
  if (!definition?.steps?.length) {
    return null;
  }
  const part = progress(definition, states);
  return html`<span class="small quiet">${Math.round(part * 100)} % of
    ${' '}${count(definition.steps.length)} steps</span>`;
};

const Failure = ({ error }) => html`
  <section class="note problem" aria-label="Error">
    <strong>${visible(error.code ?? 'failed')}</strong>
    ${error.step && html` at <b><${Text} of=${error.step} most=${60} /></b>`}
    <p class="wrap"><${Text} of=${error.message ?? JSON.stringify(error)} most=${600} /></p>
  </section>`;

const Facts = ({ instance, definition }) => html`
  <section class="panel" aria-labelledby="facts-name">
    <header><h2 id="facts-name">Facts</h2></header>
    <dl class="body facts">
      <dt>Step</dt><dd><${Text} of=${instance.currentStepId ?? '—'} />
        ${instance.currentStep > 0 && html` <span class="faint">${instance.currentStep} of
          ${' '}${definition?.steps?.length ?? '…'}</span>`}</dd>
      <dt>Definition</dt><dd><a class="link" href=${href(['definitions', instance.workflowId])}>
        <${Text} of=${instance.workflowId} /></a> version ${instance.definitionVersion}</dd>
      <dt>Created</dt><dd>${clock(instance.createdAt)}
        <span class="faint"> <${Ago} time=${instance.createdAt} /></span></dd>
      ${instance.startedAt && html`<dt>Started</dt><dd>${clock(instance.startedAt)}</dd>`}
      ${instance.pausedAt && html`<dt>Paused</dt><dd>${clock(instance.pausedAt)}</dd>`}
      ${instance.endedAt && html`<dt>Ended</dt><dd>${clock(instance.endedAt)}
        <span class="faint"> after ${lasted(instance)}</span></dd>`}
      ${instance.parentId && html`<dt>Parent</dt><dd><${Other} id=${instance.parentId} /></dd>`}
      ${instance.forkedFrom && html`<dt>Forked from</dt>
        <dd><${Other} id=${instance.forkedFrom.id} /> version ${instance.forkedFrom.version}</dd>`}
      ${instance.work?.saga?.status && html`<dt>Saga</dt>
        <dd><${Text} of=${instance.work.saga.status} /></dd>`}
      <dt>Checksum</dt><dd><code title=${instance.checksum}>
        ${instance.checksum.slice(0, 16)}…</code></dd>
    </dl>
  </section>`;

const lasted = (it) =>
  span((Date.parse(it.endedAt) - Date.parse(it.startedAt ?? it.createdAt)) / 1000);

const Other = ({ id }) =>
  html`<a class="link mono" href=${href(['instances', id])}>${shortId(id)}</a>`;

/** The tree of cancel scopes, each with its tokens. */
const Scopes = ({ instance }) => {
  const all = Object.entries(instance.scopes);
  const under = (parent) => all.filter(([, it]) => it.parent === parent);
  const One = ({ name, scope }) => html`
    <li><${Text} of=${name} most=${60} /> <span class="faint">${scope.status}
      ${scope.tokens?.length ? ` · ${scope.tokens.length} tokens` : ''}</span>
      <ul>${under(name).slice(0, 50).map(([id, it]) =>
        html`<${One} key=${id} name=${id} scope=${it} />`)}</ul></li>`;
  return html`
    <section class="panel" aria-label="Scopes"><header><h2>Scopes</h2></header>
      <div class="body tree"><ul>${under(null).map(([id, it]) =>
        html`<${One} key=${id} name=${id} scope=${it} />`)}</ul></div></section>`;
};
