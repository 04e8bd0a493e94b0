/** Starting an instance, with a form for its context. */
import { post } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { check } from '../lib/schema.js';
import { kind } from '../lib/json.js';
import { attempt, done } from '../lib/toast.js';
import { Dialog } from '../parts/dialog.js';
import { blank, Form } from '../parts/form.js';
import { visible } from '../lib/format.js';

const ANY = { type: 'object', title: 'Context' };

export const StartDialog = ({ definition, onClose }) => {
  const schema = definition.stateSchema ?? ANY;
  const [context, setContext] = useState(() => blank(schema) ?? {});
  const [tags, setTags] = useState('');
  const [now, setNow] = useState(true);
  const [errors, setErrors] = useState([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.querySelector('dialog [aria-invalid="true"]')?.focus();
  }, [errors]);
  const submit = async (event) => {
    event.preventDefault();
    const wrong = kind(context ?? {}) === 'object' ? check(schema, context ?? {})
      : [{ path: '', message: 'must be an object' }];
    setErrors(wrong);
    if (wrong.length > 0) {
      return;
    }
    setBusy(true);
    await attempt(async () => {
      const made = await post('/workflows', {
        workflowId: definition.id, context: context ?? {},
        tags: tags.split(',').map((it) => it.trim()).filter(Boolean),
      });
      now && await attempt(() => post(`/workflows/${made.id}/start`));
      done(now ? 'Started' : 'Created');
      go(href(['instances', made.id]));
    });
    setBusy(false);
  };
  const foot = html`
    <button type="button" onClick=${onClose}>Leave it</button>
    <button class="primary" disabled=${busy} onClick=${submit}>
      ${now ? 'Start' : 'Create'}</button>`;
  return html`
    <${Dialog} title=${`Start ${visible(definition.name ?? definition.id)}`} onClose=${onClose}
      foot=${foot}>
      <form class="stack" onSubmit=${submit} novalidate>
        <${Form} schema=${schema} value=${context} onChange=${setContext} errors=${errors} />
        <div class="field"><label for="start-tags">Tags
          <span class="faint"> (optional)</span></label>
          <input id="start-tags" value=${tags} placeholder="with commas between"
            onInput=${(event) => setTags(event.target.value)} /></div>
        <label class="line"><input type="checkbox" checked=${now}
          onChange=${(event) => setNow(event.target.checked)} /> Start it at once</label>
        <button class="only-read" tabindex="-1" aria-hidden="true">Start</button>
      </form>
    <//>`;
};
