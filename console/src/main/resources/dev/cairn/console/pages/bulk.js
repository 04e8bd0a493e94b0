/** The same move for several instances, each on its own: what is refused stops no other. */
import { instancePath, post } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { legalMoves, may } from '../lib/rights.js';
import { titleOf } from '../lib/format.js';
import { Dialog } from '../parts/dialog.js';
import { Text } from '../parts/basics.js';

const MOVES = { pause: 'Pause', resume: 'Resume', cancel: 'Cancel' };
const AT_A_TIME = 4;

export const Bulk = ({ me, items, onDone }) => {
  const [move, setMove] = useState(null);
  const able = (it) => items.filter((one) =>
    may(me, 'change', one) && legalMoves(one.status).includes(it));
  return html`
    <div class="bar" role="region" aria-label="Chosen instances">
      <strong>${items.length} chosen</strong>
      ${Object.keys(MOVES).map((it) => html`
        <button key=${it} class=${it === 'cancel' ? 'danger' : ''}
          disabled=${able(it).length === 0} onClick=${() => setMove(it)}>
          ${MOVES[it]} ${able(it).length}</button>`)}
      <button class="plain" onClick=${onDone}>Choose none</button>
    </div>
    ${move && html`<${Running} move=${move} items=${able(move)}
      onClose=${() => { setMove(null); onDone(); }} />`}`;
};

const Running = ({ move, items: given, onClose }) => {
  const [items] = useState(given);
  const [reason, setReason] = useState('');
  const [results, setResults] = useState(null);
  const run = async () => {
    setResults({});
    const queue = [...items];
    const worker = async () => {
      for (let it = queue.shift(); it; it = queue.shift()) {
        const { id } = it;
        const result = await post(instancePath(id, '/' + move), reason ? { reason } : undefined)
          .then(() => ({ ok: true }), (problem) => ({ ok: false, problem }));
        setResults((old) => ({ ...old, [id]: result }));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  };
  const ready = results ? Object.keys(results).length : 0;
  const foot = results
    ? html`<button onClick=${onClose} disabled=${ready < items.length}>Close</button>`
    : html`<button onClick=${onClose}>Leave them</button>
      <button class=${move === 'cancel' ? 'danger' : 'primary'} onClick=${run}>
        ${MOVES[move]} ${items.length}</button>`;
  return html`
    <${Dialog} title=${`${MOVES[move]} ${items.length} instances`} onClose=${onClose} foot=${foot}>
      ${!results && html`<div class="field"><label for="bulk-reason">Reason</label>
        <input id="bulk-reason" value=${reason} placeholder="Kept in the history; may be left out"
          onInput=${(event) => setReason(event.target.value)} /></div>`}
      ${results && html`<p role="status">${ready} of ${items.length} done</p>
        <progress class="only-read" max=${items.length} value=${ready}></progress>`}
      <table><tbody>
        ${items.map((it) => html`
          <tr key=${it.id}><td><${Text} of=${titleOf(it)} most=${60} /></td>
            <td><${Outcome} of=${results?.[it.id]} /></td></tr>`)}
      </tbody></table>
    <//>`;
};

const Outcome = ({ of: result }) => {
  if (!result) {
    return html`<span class="faint">—</span>`;
  }
  return result.ok ? html`<span class="proof">Done</span>`
    : html`<span class="broken wrap">${result.problem.message}</span>`;
};
