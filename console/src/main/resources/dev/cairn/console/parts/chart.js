/** Charts as SVG. Each has its figures as a table as well, for who would rather read. */
import { html, useEffect, useRef, useState } from '../lib/ui.js';
import { clip, count, visible } from '../lib/format.js';

const ROW = 26;
const NAME = 150;

/** The width that a part has, as it changes. */
function useWidth() {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/**
 * Bars beside their names.
 *
 * @param {{name: string, rows: {name: string, value: number, tone?: string, to?: string}[],
 *   says?: (value: number) => string}} it
 */
export const Rows = ({ name, rows, says = count }) => {
  const [box, width] = useWidth();
  const most = Math.max(1, ...rows.map((it) => it.value));
  const room = Math.max(40, width - NAME - 64);
  return html`
    <div ref=${box}>
      ${width > 0 && html`<svg class="chart" width=${width} height=${rows.length * ROW}
        role="img" aria-label=${`${name}: ${rows.map((it) =>
          `${visible(clip(it.name, 60))} ${says(it.value)}`).join(', ')}`}>
        ${rows.map((it, i) => html`
          <g key=${it.name} class=${it.tone ?? ''} transform=${`translate(0 ${i * ROW})`}>
            <text x="0" y="17">${visible(clip(it.name, 22))}</text>
            <rect class="track" x=${NAME} y="7" width=${room} height="12" rx="3" />
            <rect class="fill" x=${NAME} y="7" height="12" rx="3"
              width=${it.value > 0 ? Math.max(2, (room * it.value) / most) : 0} />
            <text class="figure" x=${NAME + room + 8} y="17">${says(it.value)}</text>
          </g>`)}
      </svg>`}
    </div>`;
};

const HEIGHT = 150;
const FOOT = 20;

/**
 * Stacked bars over time.
 *
 * @param {{name: string, series: {name: string, tone: string}[],
 *   points: {label: string, title: string, values: number[]}[]}} it
 */
export const Columns = ({ name, series, points }) => {
  const [box, width] = useWidth();
  const top = Math.max(2, ...points.map((it) => it.values.reduce((a, b) => a + b, 0)));
  const most = Math.ceil(top / 2) * 2;
  const left = 34;
  const step = Math.max(4, (width - left) / Math.max(1, points.length));
  const high = (value) => ((HEIGHT - FOOT - 8) * value) / most;
  return html`
    <div ref=${box}>
      ${width > 0 && html`<svg class="chart" width=${width} height=${HEIGHT} role="img"
        aria-label=${`${name}, most ${count(most)}`}>
        ${[0, 0.5, 1].map((part) => html`
          <g key=${part}><path class="rule"
            d=${`M${left} ${HEIGHT - FOOT - high(most * part)}H${width}`} />
            <text class="axis" x=${left - 6} y=${HEIGHT - FOOT - high(most * part) + 4}
              text-anchor="end">${count(Math.round(most * part))}</text></g>`)}
        ${points.map((it, i) => html`
          <g key=${it.title}><title>${`${it.title}: ${series.map((one, j) =>
            `${one.name} ${count(it.values[j])}`).join(', ')}`}</title>
            ${stack(it.values, high).map((bar, j) => html`
              <rect class=${'fill ' + series[j].tone} x=${left + i * step + step * 0.16} rx="2"
                y=${bar.y} width=${step * 0.68} height=${bar.h} />`)}
            ${i % Math.ceil(points.length / 8) === 0 && html`
              <text class="axis" x=${left + i * step + step / 2} y=${HEIGHT - 5}
                text-anchor="middle">${it.label}</text>`}
          </g>`)}
      </svg>`}
      <div class="legend">${series.map((it) => html`
        <span key=${it.name} class=${it.tone}><i></i>${it.name}</span>`)}</div>
      <details class="small"><summary>Figures</summary>
        <table><thead><tr><th scope="col">Time</th>${series.map((it) =>
          html`<th scope="col" class="number">${it.name}</th>`)}</tr></thead>
          <tbody>${points.map((it) => html`<tr key=${it.title}><td>${it.title}</td>
            ${it.values.map((one) => html`<td class="number">${count(one)}</td>`)}</tr>`)}</tbody>
        </table></details>
    </div>`;
};

function stack(values, high) {
  let y = HEIGHT - FOOT;
  return values.map((value) => {
    y -= high(value);
    return { y, h: high(value) };
  });
}
