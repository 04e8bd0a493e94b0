/** One definition: its versions, its picture, what changed between two, starting an instance. */
import { get } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { differences } from '../lib/json.js';
import { has, may } from '../lib/rights.js';
import { useLoad } from '../lib/load.js';
import { count, visible } from '../lib/format.js';
import { Text } from '../parts/basics.js';
import { Changes } from '../parts/changes.js';
import { Graph } from '../parts/graph.js';
import { Tree } from '../parts/tree.js';
import { StartDialog } from './start.js';
import { Fitting, Register } from './register.js';

const asOption = ({ version }) =>
  html`<option value=${String(version)}>Version ${version}</option>`;

export const Definition = ({ me, versions, query, onChanged }) => {
  const asked = Number(query.get('version'));
  const shown = versions.find((it) => it.version === asked) ?? versions[0];
  const [open, setOpen] = useState(null);
  const counts = useLoad('of ' + shown.id, (signal) =>
    get('/statistics?workflowId=' + encodeURIComponent(shown.id), signal));
  useEffect(() => {
    document.title = `${visible(shown.name ?? shown.id)} · Cairn`;
  }, [shown.id]);
  const choose = (event) => go(href(['definitions', shown.id], { version: event.target.value }));
  return html`
    <div class="head">
      <div class="grow">
        <p class="small"><a class="link" href="#/definitions">Definitions</a></p>
        <h1 class="wrap"><${Text} of=${shown.name ?? shown.id} /></h1>
        <p><code><${Text} of=${shown.id} most=${80} /></code>
          ${counts.value && html` · <a class="link" href=${href(['instances'],
            { workflowId: shown.id })}>${count(counts.value.total)} instances</a>`}</p>
        ${shown.description && html`<p><${Text} of=${shown.description} most=${600} /></p>`}
      </div>
      <label class="only-read" for="version">Version</label>
      <div><select id="version" value=${String(shown.version)} onChange=${choose}>
        ${versions.map(asOption)}
      </select></div>
      ${may(me, 'define') && html`
        <button onClick=${() => setOpen('register')}>New version</button>`}
      ${may(me, 'create') && html`
        <button class="primary" onClick=${() => setOpen('start')}>Start an instance</button>`}
    </div>
    <div class="stack">
      <section class="panel" aria-labelledby="picture-name">
        <header><h2 id="picture-name">Steps</h2></header>
        <div class="body"><${Graph} definition=${shown} /></div>
      </section>
      ${has(me, 'Operator') && html`<${Check} definition=${shown} />`}
      ${versions.length > 1 && html`<${Versions} versions=${versions} shown=${shown} />`}
      <section class="panel" aria-labelledby="document-name">
        <header><h2 id="document-name">Document</h2></header>
        <div class="body"><${Tree} value=${shown} name="document" /></div>
      </section>
    </div>
    ${open === 'start' && html`<${StartDialog} definition=${shown}
      onClose=${() => setOpen(null)} />`}
    ${open === 'register' && html`<${Register} from=${shown} onClose=${() => setOpen(null)}
      onDone=${() => { setOpen(null); onChanged(); }} />`}`;
};

/** What differs from another version. */
const Versions = ({ versions, shown }) => {
  const others = versions.filter((it) => it !== shown);
  const [to, setTo] = useState(others[0].version);
  const other = others.find((it) => it.version === to) ?? others[0];
  const [from, till] = other.version < shown.version ? [other, shown] : [shown, other];
  return html`
    <section class="panel" aria-labelledby="versions-name">
      <header><h2 id="versions-name">Difference of versions ${from.version} and ${till.version}</h2>
        <label class="small quiet" for="other">compared with</label>
        <div><select id="other" value=${String(other.version)}
          onChange=${(event) => setTo(Number(event.target.value))}>
          ${others.map(asOption)}
        </select></div></header>
      <div class="body"><${Changes} changes=${differences(from, till)}
        before=${`Version ${from.version}`} after=${`Version ${till.version}`} /></div>
    </section>`;
};

/** Whether the living instances would fit this version: nothing is stored by asking. */
const Check = ({ definition }) => {
  const [asked, setAsked] = useState(0);
  return html`
    <section class="panel" aria-labelledby="check-name">
      <header><h2 id="check-name">Living instances</h2>
        <span class="small quiet">Would they fit this version, from where they are?</span>
        <button class="tight" onClick=${() => setAsked(asked + 1)}>Check</button></header>
      ${asked > 0 && html`<div class="body"><${Fitting} key=${asked} candidate=${definition} />
        </div>`}
    </section>`;
};
