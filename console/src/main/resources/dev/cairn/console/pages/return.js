/** Going back to a version, going on from one elsewhere, and giving one a name. */
import { instancePath, post } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { at } from '../lib/json.js';
import { useLoad } from '../lib/load.js';
import { attempt, done } from '../lib/toast.js';
import { count, words } from '../lib/format.js';
import { Changes, ofPatch } from '../parts/changes.js';
import { Dialog } from '../parts/dialog.js';
import { Text, Trouble } from '../parts/basics.js';

const SHOWN = 40;

export const RestoreDialog = ({ head, version, onClose, onDone }) => {
  const [busy, setBusy] = useState(false);
  const preview = useLoad(`restore ${head.id} ${head.version} ${version}`, () =>
    post(instancePath(head.id, '/restore'), { version, dryRun: true }));
  const run = async () => {
    setBusy(true);
    const told = await attempt(() => post(instancePath(head.id, '/restore'),
      { version, expectedVersion: head.version }));
    setBusy(false);
    if (told) {
      done(`Restored version ${version} as version ${told.instance.version}`);
      go(href(['instances', head.id, 'trail', String(told.instance.version)]), { replace: true });
      onDone();
    }
  };
  const foot = html`
    <button onClick=${onClose}>Leave it</button>
    <button class="primary" disabled=${busy || !preview.value} onClick=${run}>
      Restore as version ${head.version + 1}</button>`;
  const it = preview.value;
  return html`
    <${Dialog} title=${`Restore version ${version}`} wide onClose=${onClose} foot=${foot}>
      <p>A new version becomes what version ${count(version)} was. Nothing is lost: a checkpoint
        keeps what there is now, and every version stays.</p>
      ${preview.problem && html`<${Trouble} problem=${preview.problem} />`}
      ${it?.undone.length > 0 && html`
        <div class="note warn"><strong>What happened since is not taken back out there.</strong>
          ${' '}${count(it.undone.length)} steps, timers and moves lie after version ${version}:
          <ul class="small">${it.undone.slice(0, SHOWN).map((one) => html`
            <li>version ${one.version}, <${Text} of=${one.actor} most=${40} />:
              ${' '}${words(one.mutation.type)}${' '}
              <span class="quiet"><${Text} of=${one.mutation.to ?? one.mutation.stepId
                ?? one.mutation.step ?? one.mutation.id ?? ''} most=${60} /></span></li>`)}</ul>
        </div>`}
      ${it && html`<h3>What changes</h3>
        <${Changes} before="Now" after="Restored"
          changes=${ofPatch(it.patch, (path) => at(head, path))} />`}
    <//>`;
};

export const ForkDialog = ({ head, version, onClose }) => {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const made = await attempt(() => post(instancePath(head.id, '/fork'), { version }));
    setBusy(false);
    if (made) {
      done('Forked');
      go(href(['instances', made.id]));
    }
  };
  const foot = html`
    <button onClick=${onClose}>Leave it</button>
    <button class="primary" disabled=${busy} onClick=${run}>Fork version ${version}</button>`;
  return html`
    <${Dialog} title=${`Fork version ${version}`} onClose=${onClose} foot=${foot}>
      <p>A new instance of your own begins as version ${count(version)} of this one was. The two
        share nothing from then on. If that version was running, the fork runs.</p>
    <//>`;
};

export const CheckpointDialog = ({ head, names, onClose, onDone }) => {
  const [name, setName] = useState('');
  const save = async (event) => {
    event.preventDefault();
    if (await attempt(() => post(instancePath(head.id, '/checkpoints'), { name }))) {
      done('Kept');
      onDone();
    }
  };
  const foot = html`
    <button onClick=${onClose}>Leave it</button>
    <button class="primary" disabled=${!name.trim()} onClick=${save}>Keep version
      ${' '}${head.version}</button>`;
  return html`
    <${Dialog} title="Checkpoint" onClose=${onClose} foot=${foot}>
      <form class="field" onSubmit=${save}>
        <label for="checkpoint">Name</label>
        <input id="checkpoint" value=${name} onInput=${(event) => setName(event.target.value)} />
        <p class="hint">A name for version ${count(head.version)}: it is kept when old versions are
          pruned. ${names.length > 0 && html`It is called
            ${' '}<${Text} of=${names.map((it) => it.name).join(', ')} />.`}</p>
      </form>
    <//>`;
};
