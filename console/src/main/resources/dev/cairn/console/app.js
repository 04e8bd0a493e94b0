/** Begins: finds out who is here, and shows the console or the way in. */
import { call, signedOut } from './lib/api.js';
import { html, render, useEffect, useState } from './lib/ui.js';
import { go, parse } from './lib/route.js';
import { apply } from './lib/theme.js';
import { back, refused } from './lib/way-in.js';
import { SignIn } from './pages/sign-in.js';
import { Toasts } from './parts/toasts.js';

/** Remembers that there may be a session: who never signed in is not asked for. */
const KNOWN = 'cairn.known';

/** How one arrives is gone from the address before anything is shown: a link lets in once. */
async function enter() {
  const { path } = parse(location.hash);
  if (path[0] === 'enter' && path[1]) {
    go('#/instances', { replace: true });
    const authorization = { Authorization: `CairnLink ${path[1]}` };
    return (await call('/session', { method: 'POST', headers: authorization, quiet: true })).json;
  }
  if (path[0] === 'refused') {
    go('#/instances', { replace: true });
    throw refused(path[1] ?? '');
  }
  if (path[0] === 'signed-in') {
    back();
    return (await call('/me', { quiet: true })).json;
  }
  return localStorage.getItem(KNOWN) ? (await call('/me', { quiet: true })).json : null;
}

/** All the rest, for those who are in: the way in does not wait for it. */
const Inside = (it) => {
  const [Shell, set] = useState(null);
  useEffect(() => {
    import('./pages/shell.js').then((module) => set(() => module.Shell));
  }, []);
  return Shell && html`<${Shell} ...${it} />`;
};

const App = () => {
  const [me, setMe] = useState(undefined);
  const [why, setWhy] = useState(null);
  const isHere = (somebody) => {
    localStorage.setItem(KNOWN, somebody ? 'yes' : '');
    setMe(somebody);
  };
  const arrive = () => enter().then(isHere, (problem) => {
    setWhy(problem.code === 'unauthorized' ? null : problem);
    isHere(null);
  });
  useEffect(() => {
    arrive();
    const out = () => setMe((old) => {
      setWhy(old ? { message: 'The session is over.', hint: 'Sign in again to go on.' } : null);
      localStorage.removeItem(KNOWN);
      return null;
    });
    signedOut.addEventListener('out', out);
    const entering = () => parse(location.hash).path[0] === 'enter' && arrive();
    addEventListener('hashchange', entering);
    return () => {
      signedOut.removeEventListener('out', out);
      removeEventListener('hashchange', entering);
    };
  }, []);
  const signOut = async () => {
    await call('/session', { method: 'DELETE', quiet: true }).catch(() => {});
    setWhy(null);
    isHere(null);
  };
  return html`
    ${me === undefined ? html`<p class="only-read" role="status">Loading</p>` : null}
    ${me === null ? html`<${SignIn} why=${why} onIn=${isHere} />` : null}
    ${me ? html`<${Inside} me=${me} onOut=${signOut} />` : null}
    <${Toasts} />`;
};

apply();
render(html`<${App} />`, document.getElementById('app'));
