/** Receipts and the chain that they make, checked by the server and looked at link by link. */
import { get, instancePath } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { has, may } from '../lib/rights.js';
import { useLoad } from '../lib/load.js';
import { attempt } from '../lib/toast.js';
import { clock, count, words } from '../lib/format.js';
import { Busy, Text, Trouble } from '../parts/basics.js';
import { Tree } from '../parts/tree.js';

const PAGE = 50;

/** Whether a receipt goes on exactly where the one before ended; undefined where unknown. */
const holds = (before, it) => (before === undefined ? (it.version === 1 ? true : undefined)
  : it.previousHash === before.hash && it.checksumBefore === before.checksumAfter);

export const Proof = ({ me, instance }) => {
  const [from, setFrom] = useState(Math.max(1, instance.version - PAGE + 1));
  const receipts = useLoad(`receipts ${instance.id} ${from} ${instance.version}`, (signal) =>
    get(instancePath(instance.id, `/receipts?limit=${PAGE}&cursor=${from}`), signal));
  const [asked, setAsked] = useState(null);
  const proof = useLoad(asked, (signal) => get(instancePath(instance.id, '/verify'), signal));
  const items = receipts.value?.items ?? [];
  return html`
    <section class="panel" aria-labelledby="receipts-name">
      <header><h2 id="receipts-name">Receipts</h2>
        <${Verdict} asked=${asked} proof=${proof} />
        <button class="tight" onClick=${() => setAsked(`verify ${instance.version} ${Date.now()}`)}>
          Verify</button>
        ${may(me, 'read', instance) && html`<${Exports} me=${me} instance=${instance} />`}
      </header>
      ${receipts.problem && html`<${Trouble} problem=${receipts.problem} />`}
      ${!receipts.value && !receipts.problem && html`<${Busy} />`}
      <ol class="chain" reversed>
        ${items.map((it, i) => ({ it, ok: holds(items[i - 1], it) })).reverse().map(({ it, ok }) =>
          html`<${Link} key=${it.version} receipt=${it} ok=${ok} />`)}
      </ol>
      <div class="line body">
        ${from > 1 && html`
          <button onClick=${() => setFrom(Math.max(1, from - PAGE))}>Older</button>`}
        ${from + PAGE <= instance.version && html`
          <button onClick=${() => setFrom(from + PAGE)}>Newer</button>`}
      </div>
    </section>`;
};

const Verdict = ({ asked, proof }) => {
  if (asked === null) {
    return html`<span class="small faint">Each goes on where the one before ended.</span>`;
  }
  if (proof.problem) {
    return html`<span class="broken" role="status">${proof.problem.message}</span>`;
  }
  if (!proof.value || proof.loading) {
    return html`<span class="quiet" role="status">Verifying…</span>`;
  }
  return proof.value.ok
    ? html`<span class="proof" role="status">✓ ${count(proof.value.versions)} versions and their
      chain hold</span>`
    : html`<span class="broken" role="status">Version ${proof.value.firstBreak.version}:
      ${' '}${proof.value.firstBreak.what}</span>`;
};

const Link = ({ receipt: it, ok }) => html`
  <li class=${ok === undefined ? '' : ok ? 'holds' : 'breaks'}>
    <span class="mono">${it.version}</span>
    <span><b>${words(it.kind)}</b> by <${Text} of=${it.actor} most=${50} />
      <span class="faint"> ${clock(it.committedAt)}</span></span>
    <span class="small">${ok === undefined ? '' : ok ? html`<span class="proof">linked</span>`
      : html`<span class="broken">does not link</span>`}</span>
    <code class="hashes">${it.hash}</code>
    <details class="hashes"><summary>Receipt</summary>
      <${Tree} value=${it} name=${`receipt ${it.version}`} /></details>
  </li>`;

/** The whole instance as a file: a snapshot, or everything with its history. */
const Exports = ({ me, instance }) => {
  const all = () => attempt(async () => {
    const response = await fetch('/api/v1/export', {
      method: 'POST', body: JSON.stringify({ ids: [instance.id] }),
      headers: { 'Content-Type': 'application/json', 'Cairn-Console': '1' },
    });
    if (!response.ok) {
      throw new Error('The export was refused.');
    }
    save(await response.blob(), `cairn-${instance.id}.ndjson`);
  });
  return html`
    <a class="button" href=${'/api/v1' + instancePath(instance.id, '/snapshot')}
      download=${`cairn-${instance.id}.snapshot`}>Snapshot</a>
    ${has(me, 'Operator') && html`<button class="tight" onClick=${all}>Export</button>`}`;
};

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
