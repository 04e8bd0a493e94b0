/** Light, dark, or as the system says. Styles look at the attribute data-theme of the root. */
const KEY = 'cairn.theme';
const ORDER = ['system', 'light', 'dark'];

export const theme = () => localStorage.getItem(KEY) ?? 'system';

/** Shows a theme, and remembers it. */
export function setTheme(name) {
  localStorage.setItem(KEY, name);
  apply();
}

export const nextTheme = () => ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];

export function apply() {
  const name = theme();
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}
