/** The way in: a key is shown once, and the browser gets a cookie for it that no script reads. */
import { call } from '../lib/api.js';
import { html, useEffect, useRef, useState } from '../lib/ui.js';
import { Mark } from '../lib/icons.js';
import { leaving, provider } from '../lib/way-in.js';

export const SignIn = ({ why, onIn }) => {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState(why);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    document.title = 'Sign in · Cairn';
    field.current?.focus();
  }, []);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const headers = { Authorization: `Bearer ${key.trim()}` };
      onIn((await call('/session', { method: 'POST', headers, quiet: true })).json);
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
      field.current?.focus();
    }
  };
  return html`
    <main class="sign-in" id="main">
      <form class="panel" onSubmit=${submit}>
        <div class="brand"><${Mark} /><h1>Cairn</h1></div>
        <p class="quiet">See your workflows live, go back in time, decide.</p>
        ${problem && html`
          <p class="note problem" role="alert" id="why"><strong>${problem.message}</strong>
            ${' '}${problem.hint}</p>`}
        ${provider() && html`
          <a class="button primary" href="/sign-in" onClick=${leaving}>
            Sign in with ${provider()}</a>
          <p class="or small quiet">or with a key</p>`}
        <input class="hidden" type="text" autocomplete="username" value="cairn" readonly
          tabindex="-1" aria-hidden="true" />
        <div class="field">
          <label for="key">API key or token</label>
          <input id="key" ref=${field} class="mono" type="password" autocomplete="current-password"
            placeholder="cairn_…" required value=${key} aria-describedby="where"
            aria-invalid=${problem?.status === 401 ? 'true' : 'false'}
            onInput=${(event) => setKey(event.target.value)} />
          <p class="hint" id="where">The first start of a server writes one to
            ${' '}<code>admin.key</code> in its data folder.</p>
        </div>
        <button class=${provider() ? '' : 'primary'}
          disabled=${busy || key.trim() === ''}>Sign in</button>
      </form>
    </main>`;
};
