/** Context and step data, as they are; who changed what last; changing the context. */
import { get, instancePath } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { isOver, may } from '../lib/rights.js';
import { useLoad } from '../lib/load.js';
import { href } from '../lib/route.js';
import { Ago, Text } from '../parts/basics.js';
import { Tree } from '../parts/tree.js';
import { Edit } from './edit.js';

export const StatePage = ({ me, instance, definition, onChanged }) => {
  const [pointer, setPointer] = useState(null);
  const [editing, setEditing] = useState(false);
  const can = may(me, 'change', instance) && !isOver(instance.status);
  return html`
    ${pointer && html`<${Blame} instance=${instance} pointer=${pointer}
      onClose=${() => setPointer(null)} />`}
    <div class="columns even">
      <section class="panel" aria-labelledby="context-name">
        <header><h2 id="context-name">Context</h2>
          ${can && html`<button class="tight" onClick=${() => setEditing(true)}>Edit</button>`}
        </header>
        <div class="body"><${Tree} value=${instance.context} name="context" base="/context"
          onPath=${setPointer} /></div>
      </section>
      <div class="stack">
        <section class="panel" aria-labelledby="data-name">
          <header><h2 id="data-name">Step data</h2></header>
          <div class="body"><${Tree} value=${instance.stepData} name="step data" base="/stepData"
            onPath=${setPointer} /></div>
        </section>
        <section class="panel" aria-labelledby="tokens-name">
          <header><h2 id="tokens-name">Tokens, timers and the rest</h2></header>
          <div class="body"><${Tree} name="the rest" onPath=${setPointer} value=${{
            tokens: instance.tokens, scopes: instance.scopes, timers: instance.timers,
            compensations: instance.compensations, metadata: instance.metadata,
            ...(instance.work ? { work: instance.work } : {}),
          }} /></div>
        </section>
      </div>
    </div>
    ${editing && html`<${Edit} instance=${instance} definition=${definition}
      onClose=${() => setEditing(false)}
      onChanged=${() => { setEditing(false); onChanged(); }} />`}`;
};

/** Who changed a place last. */
const Blame = ({ instance, pointer, onClose }) => {
  const found = useLoad(`${instance.id} ${instance.version} ${pointer}`, (signal) =>
    get(instancePath(instance.id, '/blame?path=' + encodeURIComponent(pointer)), signal));
  const it = found.isCurrent ? found.value : null;
  return html`
    <div class="note line apart" role="status">
      <span class="wrap"><code><${Text} of=${pointer} most=${200} /></code>
        ${it && html` was changed last by <strong><${Text} of=${it.actor} most=${60} /></strong>,
          ${' '}<${Ago} time=${it.committedAt} />, in
          ${' '}<a class="link"
            href=${href(['instances', instance.id, 'trail', String(it.version)])}>
            version ${it.version}</a>`}
        ${found.problem && ` — ${found.problem.message}`}</span>
      <button class="tight" onClick=${onClose}>Close</button>
    </div>`;
};
