/** What differs, place by place, the sides beside one another. */
import { html } from '../lib/ui.js';
import { kind } from '../lib/json.js';
import { clip, count, visible } from '../lib/format.js';

const MOST = 300;
const LONG = 1200;

const Side = ({ value, of }) => (value === undefined
  ? html`<td class="nothing">nothing</td>`
  : html`<td class=${of}><span class=${'value is-' + kind(value)}>
    ${visible(clip(JSON.stringify(value, null, 1), LONG))}</span></td>`);

/**
 * A table of changes.
 *
 * @param {{changes: {path: string, before: any, after: any, version?: number, actor?: string}[],
 *   before?: string, after?: string}} it
 */
export const Changes = ({ changes, before = 'Before', after = 'After' }) => {
  const told = changes.some((it) => it.actor);
  if (changes.length === 0) {
    return html`<p class="quiet" role="status">Nothing differs.</p>`;
  }
  return html`
    <div class="scroll"><table class="changes">
      <thead><tr><th scope="col">Path</th><th scope="col">${before}</th>
        <th scope="col">${after}</th>${told && html`<th scope="col">By</th>`}</tr></thead>
      <tbody>
        ${changes.slice(0, MOST).map((it) => html`
          <tr key=${it.path}>
            <td class="path">${visible(clip(it.path, 300)) || '/'}</td>
            <${Side} value=${it.before} of="before" /><${Side} value=${it.after} of="after" />
            ${told && html`<td>${visible(clip(it.actor ?? '', 60))}
              <span class="faint"> v${it.version}</span></td>`}
          </tr>`)}
      </tbody>
    </table></div>
    ${changes.length > MOST && html`
      <p class="small faint">${count(changes.length - MOST)} more are not shown.</p>`}`;
};

/** Changes of an RFC 6902 patch; what was there before is looked up in a value. */
export const ofPatch = (patch, lookUp) => patch.map((it) => ({
  path: it.path, before: lookUp(it.path), after: it.op === 'remove' ? undefined : it.value,
}));
