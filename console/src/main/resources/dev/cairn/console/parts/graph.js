/** The picture of a definition, and of where an instance is in it. */
import { html, useEffect, useMemo, useRef, useState } from '../lib/ui.js';
import { layout, pathOf } from '../lib/graph-layout.js';
import { clip, visible } from '../lib/format.js';

const GLYPHS = {
  task: 'M2 4h8v5H2zM4 4V2.5h4V4', input: 'M2 3h8v6H2zM4 5h4M4 7h2', approval: 'M2 6l3 3 5-6',
  wait: 'M6 1.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM6 3.5V6l2 1', choice: 'M6 1l5 5-5 5-5-5z',
  parallel: 'M3 2v8M6 2v8M9 2v8', forEach: 'M2 3h8M2 6h8M2 9h8', child: 'M2 2h5v5H2zM5 7v3h5V5H7',
  end: 'M3 3h6v6H3z',
};

const SAYS = {
  pending: 'not yet', done: 'done', current: 'running now', waiting: 'waits', failed: 'failed',
  undoing: 'being undone', undone: 'undone', skipped: 'skipped',
};

const PADDING = 12;
const CHARACTERS = { roomy: 16, compact: 9 };

/**
 * Draws a definition.
 *
 * @param {{definition: object, states?: Map<string, object>, chosen?: string,
 *   onChoose?: (id: string) => void, name?: string}} it
 */
export const Graph = ({ definition, states, chosen, onChoose, name = 'Steps' }) => {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const steps = definition.steps ?? [];
  const drawing = useMemo(() => (width === 0 ? null : layout(steps, width - PADDING * 2)),
    [steps, width]);
  const size = drawing && { w: drawing.w + PADDING * 2, h: drawing.h + PADDING * 2 + 14 };
  return html`
    <div class="graph" ref=${box}>
      ${steps.length === 0 && html`<p class="quiet">This definition names no steps.</p>`}
      ${drawing && steps.length > 0 && html`
        <svg width=${size.w} height=${size.h}
          viewBox=${`${-PADDING} ${-PADDING} ${size.w} ${size.h}`} role="group" aria-label=${name}>
          <${Arrow} />
          ${drawing.edges.filter((it) => it.kind === 'jump').map(Edge)}
          ${drawing.frames.map((it) => html`
            <${Frame} key=${it.id} frame=${it} of=${states?.get(it.id)} />`)}
          ${drawing.edges.filter((it) => it.kind !== 'jump').map(Edge)}
          ${drawing.nodes.map((it) => html`
            <${Node} key=${it.id} node=${it} compact=${drawing.compact}
              of=${states?.get(it.id)} isChosen=${it.id === chosen} onChoose=${onChoose} />`)}
        </svg>`}
    </div>`;
};

const Arrow = () => html`
  <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
    orient="auto-start-reverse"><path class="head" d="M1 1l6 3-6 3z" /></marker></defs>`;

const Edge = (it, i) => html`
  <path key=${it.kind + i} class=${'edge ' + it.kind} d=${pathOf(it)} marker-end="url(#arrow)">
    ${it.label && html`<title>${visible(clip(it.label, 200))}</title>`}</path>`;

const nameOf = (step) => visible(step.name ?? step.id);

const Frame = ({ frame, of }) => html`
  <g class=${'frame is-' + (of?.state ?? 'pending')}
    transform=${`translate(${frame.x} ${frame.y})`}>
    <rect width=${frame.w} height=${frame.h} rx="8" />
    <${Glyph} kind=${frame.step.kind} x=${10} y=${8} />
    <text x="28" y="19">${clip(nameOf(frame.step), Math.floor(frame.w / 8))}</text>
  </g>`;

const Glyph = ({ kind, x, y }) => (GLYPHS[kind] ? html`
  <path class="glyph" transform=${`translate(${x} ${y})`} d=${GLYPHS[kind]} />` : null);

const Node = ({ node, compact, of = { state: 'pending', tokens: [] }, isChosen, onChoose }) => {
  const { step } = node;
  const says = `${nameOf(step)}, ${step.kind ?? 'step'}, ${SAYS[of.state]}`
    + (of.waits ? ` for ${of.waits}` : '') + (of.attempt > 1 ? `, attempt ${of.attempt}` : '');
  const choose = () => onChoose?.(step.id);
  const keys = (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose();
    }
  };
  return html`
    <g class=${`node is-${of.state}${isChosen ? ' chosen' : ''}`} data-step=${step.id}
      transform=${`translate(${node.x} ${node.y})`} role=${onChoose ? 'button' : 'img'}
      tabindex=${onChoose ? 0 : null} onClick=${choose} onKeyDown=${keys}>
      <title>${says}</title>
      <rect width=${node.w} height=${node.h} rx="7" />
      <${Glyph} kind=${step.kind} x=${11} y=${10} />
      <text class="name" x=${step.kind ? 30 : 12} y="20">${clip(nameOf(step),
        compact ? CHARACTERS.compact : CHARACTERS.roomy)}</text>
      ${!compact && html`
        <text class="says" x=${step.kind ? 30 : 12} y="35">${subtitle(step, of)}</text>`}
      <${Sign} state=${of.state} x=${node.w - 20} />
      ${of.tokens.length > 1 && html`
        <text class="tokens" x=${node.w - 10} y="38">×${of.tokens.length}</text>`}
    </g>`;
};

function subtitle(step, of) {
  if (of.state === 'waiting') {
    return of.waits ? `waits: ${of.waits}` : 'waits here';
  }
  if (of.attempt > 1) {
    return `attempt ${of.attempt}`;
  }
  return of.state === 'pending' ? visible(clip(step.queue ?? step.kind ?? '', 20)) : SAYS[of.state];
}

const BACK = 'M2 5h5a2.5 2.5 0 010 5H4M2 5l3-3M2 5l3 3';

const SIGNS = {
  done: 'M2 6l3 3 5-6', failed: 'M2.5 2.5l7 7M9.5 2.5l-7 7', undone: BACK, undoing: BACK,
  skipped: 'M2 2l4 4-4 4M7 2l4 4-4 4',
  waiting: 'M4 2v8M8 2v8',
};

const Sign = ({ state, x }) => {
  if (state === 'current') {
    return html`<circle class="pulse breathing" cx=${x + 6} cy="16" r="4" />`;
  }
  return SIGNS[state] ? html`
    <path class="sign" transform=${`translate(${x} 10)`} d=${SIGNS[state]} />` : null;
};
