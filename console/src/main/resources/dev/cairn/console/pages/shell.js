/** What is around every page: where one can go, who one is, the theme, and help with keys. */
import { html, useEffect, useErrorBoundary, useState } from '../lib/ui.js';
import { go, href, useRoute } from '../lib/route.js';
import { roleOf } from '../lib/rights.js';
import { useKey } from '../lib/keys.js';
import { nextTheme, setTheme, theme } from '../lib/theme.js';
import { Icon, Mark } from '../lib/icons.js';
import { Empty, Text, Trouble } from '../parts/basics.js';
import { Keys } from './keys.js';
import { PAGES } from './pages.js';

const THEMES = { system: 'as the system', light: 'light', dark: 'dark' };
const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' };

export const Shell = ({ me, onOut }) => {
  const { path, query } = useRoute();
  const [help, setHelp] = useState(false);
  const pages = PAGES.filter((it) => it.isFor(me));
  const here = pages.find((it) => it.path === path[0]);
  useEffect(() => {
    if (path.length === 0) {
      go('#/instances', { replace: true });
    }
  }, [path.length]);
  useKey('?', 'Shows the keys', () => setHelp(true));
  return html`
    <a class="skip" href="#main" onClick=${toMain}>Skip to content</a>
    <div class="shell">
      <${Rail} me=${me} pages=${pages} here=${here} onOut=${onOut}
        onHelp=${() => setHelp(true)} />
      <main id="main" tabindex="-1">
        <${Page} key=${path.slice(0, 2).join('/')} page=${here} me=${me} path=${path}
          query=${query} />
      </main>
    </div>
    ${pages.map((it) => html`<${GoKey} key=${it.path} page=${it} />`)}
    ${help && html`<${Keys} onClose=${() => setHelp(false)} />`}`;
};

function toMain(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

const GoKey = ({ page }) => {
  useKey(page.key, `Goes to ${page.name.toLowerCase()}`, () => go('#/' + page.path));
  return null;
};

const Rail = ({ me, pages, here, onOut, onHelp }) => html`
  <header class="rail">
    <a class="brand" href="#/instances" aria-label="Cairn"><${Mark} /><span>Cairn</span></a>
    <nav aria-label="Pages">
      ${pages.map((it) => html`
        <a key=${it.path} href=${href([it.path])} aria-current=${it === here ? 'page' : null}>
          <${Icon} name=${it.icon} /><span class="name">${it.name}</span>
          ${it.Badge && html`<${it.Badge} me=${me} />`}
        </a>`)}
    </nav>
    <div class="end">
      <div class="who">
        <strong class="clip" title=${me.subject}><${Text} of=${me.subject} /></strong>
        <span class="small quiet">${roleOf(me)}</span>
      </div>
      <div class="tools">
        <${ThemeButton} />
        <button class="plain icon" title="Keys (?)" aria-label="Keys" onClick=${onHelp}>
          <${Icon} name="help" /></button>
        <button class="plain icon" title="Sign out" aria-label="Sign out" onClick=${onOut}>
          <${Icon} name="out" /></button>
      </div>
    </div>
  </header>`;

const ThemeButton = () => {
  const [now, set] = useState(theme());
  const change = () => {
    setTheme(nextTheme());
    set(theme());
  };
  const says = `Theme: ${THEMES[now]}`;
  return html`
    <button class="plain icon" title=${says} aria-label=${says} onClick=${change}>
      <${Icon} name=${THEME_ICONS[now]} /></button>`;
};

/** A page that fails leaves the rest standing. */
const Page = ({ page, me, path, query }) => {
  const [failure, again] = useErrorBoundary((error) => console.error(error));
  useEffect(() => {
    document.title = page ? `${page.name} · Cairn` : 'Cairn';
  }, [page]);
  if (failure) {
    return html`<${Trouble} onAgain=${again} problem=${{
      message: 'This page failed.', hint: String(failure.message),
    }} />`;
  }
  if (!page) {
    return path.length === 0 ? null : html`
      <${Empty} title="There is no such page">
        <p><a class="link" href="#/instances">Go to the instances</a></p></>`;
  }
  return html`<${page.Page} me=${me} path=${path.slice(1)} query=${query} />`;
};
