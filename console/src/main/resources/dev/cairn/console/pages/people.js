/** Keys that let people and programs in, and who has been here; for Admins. */
import { call, get, path, post } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { useLoad } from '../lib/load.js';
import { attempt, done } from '../lib/toast.js';
import { Ago, Busy, Copy, Text, Trouble } from '../parts/basics.js';
import { Dialog } from '../parts/dialog.js';

const ROLES = {
  Viewer: 'sees what it owns or takes part in',
  Participant: 'creates, and works on its own instances',
  Operator: 'works on every instance',
  Admin: 'everything: definitions, keys, erasing',
};

export const People = () => {
  const [open, setOpen] = useState(null);
  const keys = useLoad('keys', (signal) => get('/keys', signal));
  const users = useLoad('users', (signal) => get('/users?limit=100', signal));
  const revoked = async (key) => {
    if (await attempt(() => call(path('keys', key.id), { method: 'DELETE' }))) {
      done('Revoked: what it opened is closed');
      setOpen(null);
      keys.reload();
    }
  };
  return html`
    <div class="head"><div class="grow"><h1>People and keys</h1>
      <p>A key lets somebody, or a program, act under a name with a role.</p></div>
      <button class="primary" onClick=${() => setOpen({ what: 'create' })}>Make a key</button></div>
    ${keys.problem && html`<${Trouble} problem=${keys.problem} />`}
    ${!keys.value && !keys.problem && html`<${Busy} />`}
    <div class="stack">
      ${keys.value && html`<${Keys} items=${keys.value.items}
        onRevoke=${(key) => setOpen({ what: 'revoke', key })} />`}
      ${users.value && html`<${Users} items=${users.value.items} more=${users.value.next} />`}
    </div>
    ${open?.what === 'create' && html`<${Create} onClose=${() => setOpen(null)}
      onMade=${keys.reload} />`}
    ${open?.what === 'revoke' && html`
      <${Dialog} title="Revoke this key" onClose=${() => setOpen(null)} foot=${html`
        <button onClick=${() => setOpen(null)}>Leave it</button>
        <button class="danger" onClick=${() => revoked(open.key)}>Revoke</button>`}>
        <p>Whoever uses the key of <strong><${Text} of=${open.key.subject} /></strong>
          (<code>${open.key.prefix}…</code>) is out at once: its requests, sessions and streams
          end. This cannot be undone.</p>
      <//>`}`;
};

const Keys = ({ items, onRevoke }) => html`
  <section class="panel scroll" aria-labelledby="keys-name" tabindex="0">
    <header><h2 id="keys-name">Keys</h2></header>
    <table>
      <thead><tr><th scope="col">For</th><th scope="col">Roles</th>
        <th scope="col" class="optional">Key</th><th scope="col" class="optional">Made</th>
        <th scope="col">Good until</th><th scope="col"></th></tr></thead>
      <tbody>${[...items].reverse().map((it) => html`
        <tr key=${it.id} class=${it.revokedAt ? 'faint' : ''}>
          <td><b><${Text} of=${it.subject} most=${60} /></b></td>
          <td><${Text} of=${it.roles.join(', ')} most=${80} /></td>
          <td class="optional"><code>${it.prefix}…</code></td>
          <td class="optional"><${Ago} time=${it.createdAt} />
            <span class="faint"> by <${Text} of=${it.createdBy} most=${40} /></span></td>
          <td>${it.revokedAt ? html`revoked <${Ago} time=${it.revokedAt} />`
            : it.expiresAt ? html`<${Ago} time=${it.expiresAt} />` : 'for ever'}</td>
          <td class="number">${!it.revokedAt && html`<button class="tight"
            onClick=${() => onRevoke(it)}>Revoke</button>`}</td>
        </tr>`)}</tbody>
    </table>
  </section>`;

const Users = ({ items, more }) => html`
  <section class="panel scroll" aria-labelledby="users-name" tabindex="0">
    <header><h2 id="users-name">Seen so far</h2>
      ${more && html`<span class="small faint">the first ${items.length}</span>`}</header>
    <table>
      <thead><tr><th scope="col">Name</th><th scope="col">Roles, the last time</th>
        <th scope="col" class="optional">Id</th></tr></thead>
      <tbody>${items.map((it) => html`
        <tr key=${it.id}><td><${Text} of=${it.subject} most=${60} /></td>
          <td class="quiet"><${Text} of=${(it.roles ?? []).join(', ')} most=${80} /></td>
          <td class="optional mono faint">${it.id}</td></tr>`)}</tbody>
    </table>
  </section>`;

const Create = ({ onClose, onMade }) => {
  const [subject, setSubject] = useState('');
  const [role, setRole] = useState('Participant');
  const [others, setOthers] = useState('');
  const [until, setUntil] = useState('');
  const [made, setMade] = useState(null);
  const save = async (event) => {
    event.preventDefault();
    const more = others.split(',').map((it) => it.trim()).filter(Boolean);
    const key = await attempt(() => post('/keys', {
      subject: subject.trim(), roles: [role, ...more],
      expiresAt: until ? new Date(until).toISOString() : null,
    }));
    if (key) {
      setMade(key);
      onMade();
    }
  };
  if (made) {
    return html`
      <${Dialog} title=${`The key of ${made.subject}`} onClose=${onClose} foot=${html`
        <button class="primary" onClick=${onClose}>I have kept it</button>`}>
        <p>It is shown this once, and is kept nowhere.</p>
        <p class="note line"><code class="wrap grow">${made.key}</code>
          <${Copy} text=${made.key} what="key" /></p><//>`;
  }
  return html`
    <${Dialog} title="Make a key" onClose=${onClose} foot=${html`
      <button onClick=${onClose}>Leave it</button>
      <button class="primary" disabled=${!subject.trim()} onClick=${save}>Make it</button>`}>
      <form class="stack" onSubmit=${save}>
        <div class="field"><label for="key-subject">Name</label>
          <input id="key-subject" value=${subject} autocomplete="off"
            onInput=${(event) => setSubject(event.target.value)} />
          <p class="hint">Of a person or a program. History and receipts will name it.</p></div>
        <fieldset><legend>Role</legend>${Object.entries(ROLES).map(([name, says]) => html`
          <label key=${name} class="line"><input type="radio" name="role" checked=${role === name}
            onChange=${() => setRole(name)} /> ${name} <span class="small quiet">${says}</span>
          </label>`)}</fieldset>
        <div class="field"><label for="key-others">Roles for approvals
          <span class="faint"> (optional)</span></label>
          <input id="key-others" value=${others} placeholder="Legal, Officer"
            onInput=${(event) => setOthers(event.target.value)} /></div>
        <div class="field"><label for="key-until">Good until
          <span class="faint"> (optional)</span></label>
          <input id="key-until" type="datetime-local" value=${until}
            onInput=${(event) => setUntil(event.target.value)} /></div>
      </form>
    <//>`;
};
