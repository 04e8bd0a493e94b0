/** Registering a definition, or the next version of one. */
import { path, post } from '../lib/api.js';
import { html, useEffect, useMemo, useState } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { useCalm, useLoad } from '../lib/load.js';
import { count } from '../lib/format.js';
import { parse } from '../lib/json.js';
import { done, failed } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';
import { Graph } from '../parts/graph.js';
import { Text } from '../parts/basics.js';

const FIRST = {
  id: 'my-workflow', name: 'My workflow', steps: [{ id: 'draft' }, { id: 'review' }],
};

const read = (text) => {
  try {
    return { value: parse(text) };
  } catch (failure) {
    return { wrong: failure.message };
  }
};

const SHOWN = 20;

/** Which living instances another version would not fit, and why; asked when typing has stopped. */
export const Fitting = ({ candidate }) => {
  const text = JSON.stringify(candidate);
  const [asked, setAsked] = useState(text);
  const later = useCalm(() => setAsked(text), 500);
  useEffect(() => {
    text === asked || later();
  }, [text]);
  const told = useLoad('fits ' + asked, () =>
    post(path('definitions', candidate.id) + '/check', JSON.parse(asked)));
  const misfits = told.value?.misfits ?? [];
  if (told.problem) {
    return html`<p class="wrong small broken wrap" role="status">
      <${Text} of=${told.problem.message} most=${2000} /></p>`;
  }
  return html`
    <div role="status">
      ${told.value && html`<p class=${misfits.length > 0 ? 'broken' : 'proof'}>
        ${misfits.length > 0 ? `${count(misfits.length)} living instances would not fit`
          : `✓ ${count(told.value.fitting)} living instances fit`}</p>`}
      <ul>${misfits.slice(0, SHOWN).map((it) => html`
        <li key=${it.id} class="small wrap"><a class="link mono" href=${href(['instances', it.id])}>
          ${it.id.slice(-12)}</a> <${Text} most=${300}
            of=${it.reasons.map((one) => one.detail).join('; ')} /></li>`)}</ul>
      ${misfits.length > SHOWN && html`<p class="small faint">
        and ${count(misfits.length - SHOWN)} more</p>`}
    </div>`;
};

export const Register = ({ from, onClose, onDone }) => {
  const [text, setText] = useState(() => JSON.stringify(
    from ? { ...from, version: from.version + 1 } : FIRST, null, 2));
  const [told, setTold] = useState(null);
  const { value, wrong } = useMemo(() => read(text), [text]);
  const submit = async () => {
    try {
      const kept = await post('/definitions', value);
      done(`Registered version ${kept.version}`);
      onDone();
    } catch (problem) {
      problem.code ? setTold(problem) : failed(problem);
    }
  };
  const foot = html`
    <button onClick=${onClose}>Leave it</button>
    <button class="primary" disabled=${!value} onClick=${submit}>Register</button>`;
  return html`
    <${Dialog} title=${from ? 'New version' : 'Register a definition'} wide onClose=${onClose}
      foot=${foot}>
      <div class="field">
        <label for="definition">Definition, as JSON</label>
        <textarea id="definition" class="mono document" spellcheck="false" value=${text}
          aria-invalid=${wrong || told ? 'true' : 'false'} aria-describedby="definition-wrong"
          onInput=${(event) => { setText(event.target.value); setTold(null); }}></textarea>
        <div id="definition-wrong" role="alert">
          ${wrong && html`<p class="wrong">${wrong}</p>`}
          ${told && html`<p class="wrong wrap">${told.message} ${told.hint}</p>`}
        </div>
      </div>
      ${from && value?.id === from.id && html`
        <h3>Living instances</h3><${Fitting} candidate=${value} />`}
      ${Array.isArray(value?.steps) && value.steps.every((it) => it?.id) && html`
        <${Graph} definition=${value} name="Preview" />`}
    <//>`;
};
