/** Whose an instance is, and who takes part in it: seen by all who see it, changed by some. */
import { call, get, instancePath } from '../lib/api.js';
import { html, useRef, useState } from '../lib/ui.js';
import { may } from '../lib/rights.js';
import { useLoad } from '../lib/load.js';
import { attempt, done } from '../lib/toast.js';
import { Busy, Text, Trouble } from '../parts/basics.js';
import { Dialog } from '../parts/dialog.js';
import { Icon } from '../lib/icons.js';

export const Sharing = ({ me, instance, onChanged }) => {
  const [open, setOpen] = useState(false);
  const owner = useLoad(`owner ${instance.id}`,
    (signal) => get(instancePath(instance.id, '/owner'), signal));
  const names = instance.participants;
  return html`
    <section class="panel" aria-labelledby="sharing-name">
      <header><h2 id="sharing-name">People</h2>
        ${may(me, 'share', instance) && html`<button class="tight"
          onClick=${() => setOpen(true)}>Change</button>`}</header>
      <dl class="body facts">
        <dt>Owner</dt><dd><b><${Text} of=${owner.value?.subject ?? '…'} most=${60} /></b>
          ${instance.ownerId === me.userId && html` <span class="faint">that is you</span>`}</dd>
        <dt>Participants</dt><dd>${names.length === 0
          ? html`<span class="faint">nobody else</span>`
          : html`<${Text} of=${names.join(', ')} most=${600} />`}</dd>
      </dl>
    </section>
    ${open && html`<${Change} instance=${instance} onClose=${() => setOpen(false)}
      onChanged=${onChanged} />`}`;
};

const read = async (id, signal) => {
  const { json, headers } = await call(instancePath(id, '/participants'), { signal });
  return { names: json.participants, version: headers.get('ETag') };
};

const write = (id, names, version) => call(instancePath(id, '/participants'),
  { method: 'PUT', body: { participants: names }, headers: { 'If-Match': version } });

const same = (one, other) => one.join('\n') === other.join('\n');

/** Other changes of the instance are no harm; another one of who takes part is shown first. */
async function save(id, names, base) {
  let now = base;
  for (let tries = 0; tries < 5; tries++) {
    try {
      return { saved: await write(id, names, now.version) };
    } catch (problem) {
      if (problem.status !== 412) {
        throw problem;
      }
      now = await read(id);
      if (!same(now.names, base.names)) {
        return { meanwhile: now };
      }
    }
  }
  return { meanwhile: now };
}

const Change = ({ instance, onClose, onChanged }) => {
  const base = useLoad(`participants ${instance.id}`, (signal) => read(instance.id, signal));
  const [edited, setEdited] = useState(null);
  const [typed, setTyped] = useState('');
  const [meanwhile, setMeanwhile] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  const names = edited ?? base.value?.names ?? [];
  const add = (event) => {
    event?.preventDefault();
    const name = typed.trim();
    if (name !== '') {
      setEdited([...new Set([...names, name])].sort());
      setTyped('');
    }
    field.current?.focus();
  };
  const remove = (name) => {
    setEdited(names.filter((it) => it !== name));
    field.current?.focus();
  };
  const finish = async () => {
    setBusy(true);
    const told = await attempt(() => save(instance.id, names, base.value));
    setBusy(false);
    if (told?.meanwhile) {
      base.replace(() => told.meanwhile);
      setMeanwhile(true);
    } else if (told) {
      done('Changed who takes part');
      onClose();
      onChanged();
    }
  };
  return html`
    <${Dialog} title="Who takes part" onClose=${onClose} foot=${html`
      <button onClick=${onClose}>Leave it</button>
      <button class="primary" disabled=${busy || edited === null || typed.trim() !== ''}
        onClick=${finish}>Save</button>`}>
      <p>Participants see all of it and its history, and work on it as its owner does. They cannot
        delete it, or say who else takes part. What changes here is in the history.</p>
      ${meanwhile && html`<p class="note" role="alert">Somebody changed this meanwhile:
        ${' '}<b><${Text} of=${base.value.names.join(', ') || 'nobody'} most=${600} /></b> take part
        now. Save again, and it is as you say here.</p>`}
      ${base.problem && html`<${Trouble} problem=${base.problem} onAgain=${base.reload} />`}
      ${!base.value && !base.problem && html`<${Busy} />`}
      ${base.value && html`
        <ul class="people" aria-label="Participants">
          ${names.map((name) => html`<li key=${name}>
            <span class="grow wrap"><${Text} of=${name} /></span>
            <button class="plain icon tight" aria-label=${`Remove ${name}`}
              onClick=${() => remove(name)}><${Icon} name="close" /></button></li>`)}
          ${names.length === 0 && html`<li class="faint">Nobody beside the owner.</li>`}
        </ul>
        <form class="field" onSubmit=${add}>
          <label for="participant">Somebody else, by name</label>
          <div class="line"><input id="participant" class="grow" ref=${field} value=${typed}
            maxlength="200" autocomplete="off" onInput=${(event) => setTyped(event.target.value)} />
            <button type="button" disabled=${typed.trim() === ''} onClick=${add}>Add</button></div>
          <p class="hint">As keys and tokens say it: history names people so.</p>
        </form>`}
    <//>`;
};
