/** What the keys do, here and now. */
import { html } from '../lib/ui.js';
import { bindings } from '../lib/keys.js';
import { Dialog } from '../parts/dialog.js';

const NAMES = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→' };

export const Keys = ({ onClose }) => html`
  <${Dialog} title="Keys" onClose=${onClose}>
    <table>
      <thead><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
      <tbody>
        ${bindings().map(({ keys, says }) => html`
          <tr key=${says}>
            <td>${keys.map((it, i) => html`${i > 0 && ' or '}${
              it.split(' ').map((one) => html`<kbd>${NAMES[one] ?? one}</kbd> `)}`)}</td>
            <td>${says}</td>
          </tr>`)}
        <tr><td><kbd>Esc</kbd></td><td>Closes a dialogue or a list</td></tr>
      </tbody>
    </table>
  <//>`;
