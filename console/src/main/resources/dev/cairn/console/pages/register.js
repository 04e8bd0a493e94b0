/** Registering a definition, or the next version of one. */
import { post } from '../lib/api.js';
import { html, useMemo, useState } from '../lib/ui.js';
import { parse } from '../lib/json.js';
import { done, failed } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';
import { Graph } from '../parts/graph.js';

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
      ${Array.isArray(value?.steps) && value.steps.every((it) => it?.id) && html`
        <${Graph} definition=${value} name="Preview" />`}
    <//>`;
};
