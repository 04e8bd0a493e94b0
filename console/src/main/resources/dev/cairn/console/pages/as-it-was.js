/** A version as it was: picture, state, what it changed, and what one can do with it. */
import { html, useMemo, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { useLoad } from '../lib/load.js';
import { differenceOf } from '../lib/past.js';
import { isOver, may } from '../lib/rights.js';
import { stepStates } from '../lib/step-states.js';
import { count } from '../lib/format.js';
import { Status, Trouble } from '../parts/basics.js';
import { Changes } from '../parts/changes.js';
import { Graph } from '../parts/graph.js';
import { Tree } from '../parts/tree.js';
import { CheckpointDialog, ForkDialog, RestoreDialog } from './return.js';

export const AsItWas = ({ me, head, past, definition, query, names, onChanged }) => {
  const [asked, setAsked] = useState(null);
  const states = useMemo(() => stepStates(definition, past), [definition, past]);
  const isHead = past.version === head.version;
  const close = () => setAsked(null);
  const done = () => { close(); onChanged(); };
  return html`
    <section class="panel" aria-label=${`Version ${past.version}`}>
      <header>
        <h2>Version ${count(past.version)}${isHead ? ', now' : ''}</h2>
        <${Status} is=${past.status} />
        ${isHead && may(me, 'change', head) && html`
          <button class="tight" onClick=${() => setAsked('checkpoint')}>Checkpoint</button>`}
        ${!isHead && may(me, 'change', head) && !isOver(head.status) && html`
          <button class="tight" onClick=${() => setAsked('restore')}>Restore</button>`}
        ${may(me, 'fork', head) && html`
          <button class="tight" onClick=${() => setAsked('fork')}>Fork</button>`}
      </header>
      <div class="body">
        ${definition && html`<${Graph} definition=${definition} states=${states}
          name=${`Steps at version ${past.version}`} />`}
      </div>
    </section>
    <${Compared} head=${head} past=${past} query=${query} />
    <section class="panel" aria-label="State as it was">
      <header><h2>State as it was</h2></header>
      <div class="body columns even">
        <${Tree} value=${past.context} name="context then" base="/context" />
        <${Tree} value=${past.stepData} name="step data then" base="/stepData" />
      </div>
    </section>
    ${asked === 'restore' && html`
      <${RestoreDialog} head=${head} version=${past.version} onClose=${close} onDone=${done} />`}
    ${asked === 'fork' && html`
      <${ForkDialog} head=${head} version=${past.version} onClose=${close} />`}
    ${asked === 'checkpoint' && html`
      <${CheckpointDialog} head=${head} names=${names} onClose=${close} onDone=${done} />`}`;
};

/** The difference to the version before, or to any other that is asked for. */
const Compared = ({ head, past, query }) => {
  const asked = Number(query.get('with'));
  const other = asked >= 1 && asked <= head.version ? asked : Math.max(1, past.version - 1);
  const [from, to] = other < past.version ? [other, past.version] : [past.version, other];
  const found = useLoad(from === to ? null : `diff ${head.id} ${from} ${to}`,
    (signal) => differenceOf(head.id, from, to, signal));
  const choose = (event) => go(
    href(['instances', head.id, 'trail', String(past.version)], { with: event.target.value }),
    { replace: true });
  return html`
    <section class="panel" aria-labelledby="compared-name">
      <header><h2 id="compared-name">Difference of ${count(from)} and ${count(to)}</h2>
        <label class="small quiet" for="with">compared with version</label>
        <div><input id="with" class="number-field" type="number" min="1" max=${head.version}
          value=${other} onChange=${choose} /></div></header>
      <div class="body">
        ${from === to && html`<p class="quiet">It is the first version: nothing was before.</p>`}
        ${found.problem && html`<${Trouble} problem=${found.problem} />`}
        ${from !== to && found.value && html`<${Changes} changes=${found.value}
          before=${`Version ${from}`} after=${`Version ${to}`} />`}
      </div>
    </section>`;
};
