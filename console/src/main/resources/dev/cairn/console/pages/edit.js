/**
 * Changing the context: as JSON, from the version that is on the screen. What it would change is
 * shown first. Somebody who was faster is no reason to begin anew: see conflict.js.
 */
import { call, instancePath, Problem } from '../lib/api.js';
import { html, useMemo, useState } from '../lib/ui.js';
import { differences, jsonPatch, parse } from '../lib/json.js';
import { check } from '../lib/schema.js';
import { done, failed } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';
import { Changes } from '../parts/changes.js';
import { Text } from '../parts/basics.js';
import { Conflict } from './conflict.js';

const parsed = (text) => {
  try {
    const value = parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? { value } : { wrong: 'The context is an object: it begins with {' };
  } catch (failure) {
    return { wrong: failure.message };
  }
};

/** Sends a change as a JSON Patch: numbers and nulls arrive as they are. */
export const change = (instance, from, before, after) => call(instancePath(instance.id, '/state'), {
  method: 'PATCH', type: 'application/json-patch+json', body: jsonPatch(before, after),
  headers: { 'If-Match': `"${from}"` },
});

export const Edit = ({ instance, definition, onClose, onChanged }) => {
  const [base] = useState(instance);
  const [text, setText] = useState(() => JSON.stringify(base.context, null, 2));
  const [theirs, setTheirs] = useState(null);
  const [reasons, setReasons] = useState([]);
  const [busy, setBusy] = useState(false);
  const { value, wrong } = useMemo(() => parsed(text), [text]);
  const changes = useMemo(() => (value ? differences(base.context, value) : []), [value]);
  const violations = useMemo(() => (value && definition?.stateSchema
    ? check(definition.stateSchema, value) : []), [value, definition]);
  const save = async () => {
    setBusy(true);
    try {
      await change(base, base.version, base.context, value);
      done('Changed');
      onChanged();
    } catch (problem) {
      refused(problem);
    }
    setBusy(false);
  };
  const refused = (problem) => {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    if (problem.code === 'version_conflict') {
      setTheirs(problem.body.current);
    } else if (problem.body.reasons) {
      setReasons(problem.body.reasons);
    } else {
      failed(problem);
    }
  };
  if (theirs) {
    return html`<${Conflict} base=${base} mine=${value} theirs=${theirs}
      onClose=${onClose} onChanged=${onChanged} />`;
  }
  const foot = html`
    <span class="grow small quiet" role="status">${wrong ? ''
      : changes.length === 0 ? 'Nothing is changed yet'
      : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`}</span>
    <button onClick=${onClose}>Leave it</button>
    <button class="primary" onClick=${save} disabled=${busy || !value || changes.length === 0}>
      Save as version ${base.version + 1}</button>`;
  return html`
    <${Dialog} title="Edit the context" wide onClose=${onClose} foot=${foot}>
      ${instance.version !== base.version && html`
        <p class="note warn" role="status">Meanwhile <strong><${Text} of=${instance.lastModifiedBy}
          most=${40} /></strong> made version ${instance.version}. Saving will bring both
          together, or ask.</p>`}
      <div class="field">
        <label for="document">Context of version ${base.version}, as JSON</label>
        <textarea id="document" class="mono document" spellcheck="false" value=${text}
          aria-invalid=${wrong || violations.length > 0 ? 'true' : 'false'}
          aria-describedby="document-wrong"
          onInput=${(event) => { setText(event.target.value); setReasons([]); }}></textarea>
        <div id="document-wrong" role="alert">
          ${wrong && html`<p class="wrong">${wrong}</p>`}
          ${violations.slice(0, 8).map((it) => html`<p class="wrong">
            <code>${it.path || '/'}</code> ${it.message}</p>`)}
          ${reasons.map((it) => html`<p class="wrong wrap">${it.detail}</p>`)}
        </div>
      </div>
      ${value && changes.length > 0 && html`
        <h3>What this changes</h3><${Changes} changes=${changes} />`}
    <//>`;
};
