/**
 * Two changed the same instance. What only one of them touched is put together; where both
 * touched a place, somebody chooses.
 */
import { Problem } from '../lib/api.js';
import { html, useMemo, useState } from '../lib/ui.js';
import { differences, kind, merge, withAt } from '../lib/json.js';
import { clip, visible } from '../lib/format.js';
import { done, failed } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';
import { Changes } from '../parts/changes.js';
import { Text } from '../parts/basics.js';
import { change } from './edit.js';

export const Conflict = ({ base, mine, theirs: first, onClose, onChanged }) => {
  const [theirs, setTheirs] = useState(first);
  const [taken, setTaken] = useState({});
  const [busy, setBusy] = useState(false);
  const { merged, conflicts } = useMemo(() => merge(base.context, mine, theirs.context),
    [base, mine, theirs]);
  const result = useMemo(() => conflicts.reduce(
    (it, clash) => (taken[clash.path] === 'theirs' ? withAt(it, clash.path, clash.theirs) : it),
    merged), [merged, conflicts, taken]);
  const open = conflicts.filter((it) => !taken[it.path]);
  const save = async () => {
    setBusy(true);
    try {
      await change(base, theirs.version, theirs.context, result);
      done('Merged');
      onChanged();
    } catch (problem) {
      if (problem instanceof Problem && problem.code === 'version_conflict') {
        setTheirs(problem.body.current);
      } else {
        failed(problem);
      }
    }
    setBusy(false);
  };
  const foot = html`
    <span class="grow small quiet" role="status">${open.length > 0
      ? `${open.length} to choose` : 'Everything is decided'}</span>
    <button onClick=${onClose}>Give up mine</button>
    <button class="primary" disabled=${busy || open.length > 0} onClick=${save}>
      Save as version ${theirs.version + 1}</button>`;
  return html`
    <${Dialog} title="Somebody was faster" wide onClose=${onClose} foot=${foot}>
      <p>You changed version ${base.version}. <strong><${Text} of=${theirs.lastModifiedBy}
        most=${60} /></strong> has made version ${theirs.version} since.
        ${conflicts.length === 0 ? ' You changed different places: both changes are kept.'
          : ' Both of you changed the same places.'}</p>
      ${conflicts.map((it, i) => html`
        <${Clash} key=${it.path} clash=${it} index=${i} taken=${taken[it.path]}
          onTake=${(side) => setTaken({ ...taken, [it.path]: side })} />`)}
      <h3>What the merged version changes in theirs</h3>
      <${Changes} changes=${differences(theirs.context, result)} before="Theirs" after="Merged" />
      <details><summary>What they changed</summary>
        <${Changes} changes=${differences(base.context, theirs.context)} before="Base"
          after="Theirs" /></details>
    <//>`;
};

const shown = (value) => (value === undefined ? html`<em class="faint">nothing</em>`
  : html`<span class=${'value is-' + kind(value)}>
    ${visible(clip(JSON.stringify(value, null, 1), 800))}</span>`);

const Clash = ({ clash, index, taken, onTake }) => html`
  <fieldset>
    <legend><code>${visible(clip(clash.path, 200))}</code></legend>
    <div class="sides">
      <div class="side"><h3>Base</h3>${shown(clash.base)}</div>
      ${['mine', 'theirs'].map((side) => html`
        <label key=${side} class="side">
          <h3><input type="radio" name=${`clash-${index}`} checked=${taken === side}
            onChange=${() => onTake(side)} /> ${side === 'mine' ? 'Mine' : 'Theirs'}</h3>
          ${shown(clash[side])}</label>`)}
    </div>
  </fieldset>`;
