/** What one may do with an instance: what is not allowed, or not legal now, is not offered. */
import { call, instancePath, post } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { legalMoves, may } from '../lib/rights.js';
import { runs } from '../lib/step-states.js';
import { attempt, done } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';

const NAMES = {
  start: 'Start', pause: 'Pause', resume: 'Resume', retry: 'Retry', cancel: 'Cancel',
  delete: 'Delete',
};

const SAYS = {
  start: 'Its first step begins.',
  pause: 'Nothing runs and no timer fires until it is resumed.',
  resume: 'It goes on where it was.',
  retry: 'It stays as it is. A fork goes on from before the failure, with all attempts.',
  cancel: 'It ends here. Completed steps that can be undone are undone.',
  delete: 'It is not found any more. Its receipts stay, and its id is never used again.',
};

export const Actions = ({ me, instance, definition, onChanged }) => {
  const [asked, setAsked] = useState(null);
  const moves = (may(me, 'change', instance) ? legalMoves(instance.status) : [])
    .filter((it) => it !== 'retry' || (runs(definition) && may(me, 'fork', instance)));
  const all = [...moves, ...(may(me, 'delete', instance) ? ['delete'] : [])];
  return html`
    <div class="line" role="group" aria-label="Actions">
      ${all.map((it) => html`
        <button key=${it} onClick=${() => setAsked(it)}
          class=${['start', 'resume', 'retry'].includes(it) ? 'primary'
            : it === 'cancel' || it === 'delete' ? 'plain' : ''}>${NAMES[it]}</button>`)}
    </div>
    ${asked && html`<${Ask} what=${asked} instance=${instance}
      onClose=${() => setAsked(null)} onChanged=${onChanged} />`}`;
};

const Ask = ({ what, instance, onClose, onChanged }) => {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const told = await attempt(() => (what === 'delete'
      ? call(instancePath(instance.id), { method: 'DELETE' })
      : post(instancePath(instance.id, '/' + what), reason ? { reason } : undefined)));
    const elsewhere = what === 'retry' && told?.id !== instance.id;
    setBusy(false);
    if (told) {
      onClose();
      done(told.message ?? `${NAMES[what]}: done`);
      if (elsewhere) {
        go(href(['instances', told.id]));
      } else {
        what === 'delete' ? go('#/instances') : onChanged();
      }
    }
  };
  const danger = what === 'cancel' || what === 'delete';
  const foot = html`
    <button onClick=${onClose}>Leave it</button>
    <button class=${danger ? 'danger' : 'primary'} onClick=${run} disabled=${busy}>
      ${NAMES[what]}</button>`;
  return html`
    <${Dialog} title=${`${NAMES[what]} this instance`} onClose=${onClose} foot=${foot}>
      <p>${SAYS[what]}</p>
      ${what !== 'delete' && what !== 'retry' && html`
        <div class="field"><label for="reason">Reason</label>
          <input id="reason" value=${reason} placeholder="Kept in the history; may be left out"
          onInput=${(event) => setReason(event.target.value)} /></div>`}
    <//>`;
};
