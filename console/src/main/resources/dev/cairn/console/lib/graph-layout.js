/**
 * Where the steps of a definition stand in its picture. Steps follow one another in rows, as words
 * do in a text; what a step holds (branches, items) is a frame around steps of its own. So three
 * steps look as simple as they are, and three hundred still fit a page that one scrolls.
 */
import { allSteps } from './step-states.js';

const ROOMY = { w: 158, h: 46, gap: { x: 34, y: 30 } };
const COMPACT = { w: 104, h: 32, gap: { x: 20, y: 18 } };

/** From so many steps on they are drawn smaller. */
const MANY = 40;
const FRAME = { top: 28, side: 12, bottom: 12, between: 14 };

const move = (block, dx, dy) => ({
  ...block,
  nodes: block.nodes.map((it) => ({ ...it, x: it.x + dx, y: it.y + dy })),
  frames: block.frames.map((it) => ({ ...it, x: it.x + dx, y: it.y + dy })),
  edges: block.edges.map((it) => ({ ...it, points: it.points.map(([x, y]) => [x + dx, y + dy]) })),
});

const empty = (w, h) => ({ w, h, nodes: [], frames: [], edges: [] });

const onto = (all, block) => {
  all.nodes.push(...block.nodes);
  all.frames.push(...block.frames);
  all.edges.push(...block.edges);
};

const single = (step, size) => ({
  ...empty(size.w, size.h), nodes: [{ id: step.id, step, x: 0, y: 0, w: size.w, h: size.h }],
});

const block = (step, size) => {
  if (step.branches?.length) {
    return frame(step, step.branches.map((it) => column(it.steps ?? [], size)));
  }
  return step.steps?.length ? frame(step, [column(step.steps, size)]) : single(step, size);
};

/** Steps below one another: the inside of a branch. */
function column(steps, size) {
  const { gap } = size;
  const blocks = steps.map((it) => block(it, size));
  const all = empty(Math.max(size.w, ...blocks.map((it) => it.w)), 0);
  blocks.forEach((it, i) => {
    const x = (all.w - it.w) / 2;
    onto(all, move(it, x, all.h));
    if (i > 0) {
      all.edges.push({ kind: 'next', points: [[all.w / 2, all.h - gap.y], [all.w / 2, all.h]] });
    }
    all.h += it.h + gap.y;
  });
  all.h = Math.max(size.h, all.h - gap.y);
  return all;
}

/** A step that holds others: its columns side by side, with its name above. */
function frame(step, columns) {
  const inner = columns.reduce((sum, it) => sum + it.w + FRAME.between, -FRAME.between);
  const h = Math.max(...columns.map((it) => it.h));
  const all = empty(inner + FRAME.side * 2, h + FRAME.top + FRAME.bottom);
  let x = FRAME.side;
  columns.forEach((it) => {
    onto(all, move(it, x, FRAME.top + (h - it.h) / 2));
    x += it.w + FRAME.between;
  });
  all.frames.unshift({ id: step.id, step, x: 0, y: 0, w: all.w, h: all.h });
  return all;
}

const leaves = (step) => step.kind === 'end' || step.next !== undefined
  || (step.kind === 'choice' && step.otherwise !== undefined);

/** Rows of blocks, as wide as there is room for. */
function rows(steps, width, size) {
  const lines = [];
  let line = null;
  steps.forEach((step) => {
    const it = { ...block(step, size), step };
    if (!line || line.w + size.gap.x + it.w > width) {
      line = { blocks: [], w: -size.gap.x, h: 0 };
      lines.push(line);
    }
    line.blocks.push(it);
    line.w += it.w + size.gap.x;
    line.h = Math.max(line.h, it.h);
  });
  return lines;
}

/**
 * Lays out a definition.
 *
 * @param {object[]} steps as definitions have them
 * @param {number} width that there is room for
 * @returns {{w: number, h: number, nodes: object[], frames: object[], edges: object[]}}
 */
export function layout(steps, width) {
  const size = allSteps(steps).length > MANY ? COMPACT : ROOMY;
  const { gap } = size;
  const all = empty(0, 0);
  const places = new Map();
  let before = null;
  rows(steps, Math.max(width, size.w) - gap.x / 2, size).forEach((line) => {
    let x = 0;
    line.blocks.forEach((it) => {
      const place = { x, y: all.h + (line.h - it.h) / 2, w: it.w, h: it.h, top: all.h,
        line: line.h };
      onto(all, move(it, place.x, place.y));
      places.set(it.step.id, place);
      if (before && !leaves(before.step)) {
        all.edges.push({ kind: 'next', points: link(before.place, place, gap) });
      }
      before = { step: it.step, place };
      x += it.w + gap.x;
    });
    all.w = Math.max(all.w, line.w + gap.x / 2);
    all.h += line.h + gap.y;
  });
  all.h = Math.max(0, all.h - gap.y);
  all.compact = size === COMPACT;
  all.edges.push(...jumps(steps, places));
  return all;
}

const middle = (place) => place.y + place.h / 2;

/** To the one beside it, or around the end of the row to the beginning of the next. */
function link(a, b, gap) {
  if (a.top === b.top) {
    return [[a.x + a.w, middle(a)], [b.x, middle(b)]];
  }
  const right = a.x + a.w + gap.x / 2;
  const gutter = a.top + a.line + gap.y / 2;
  const left = b.x + 18;
  return [[a.x + a.w, middle(a)], [right, middle(a)], [right, gutter], [left, gutter], [left, b.y]];
}

/** What does not simply follow: choices, and steps that name the next one. */
function jumps(steps, places) {
  const found = [];
  const jump = (from, to, label) => {
    const a = places.get(from);
    const b = places.get(to);
    if (a && b) {
      found.push({ kind: 'jump', label, from, to, points: curve(a, b) });
    }
  };
  steps.forEach((step) => {
    step.cases?.forEach((it) => jump(step.id, it.goTo, it.when));
    step.otherwise !== undefined && jump(step.id, step.otherwise, 'otherwise');
    step.next !== undefined && jump(step.id, step.next, 'next');
    step.onReject !== undefined && jump(step.id, step.onReject, 'rejected');
  });
  return found;
}

/** A bow below the row; four points, as a Bézier curve has them. */
function curve(a, b) {
  const from = [a.x + a.w * 0.62, a.y + a.h];
  const to = [b.x + b.w * 0.38, b.top > a.top ? b.y : b.y + b.h];
  const deep = a.top === b.top ? Math.max(from[1], to[1]) + 24 : (from[1] + to[1]) / 2;
  return [from, [from[0], deep], [to[0], deep], to];
}

/** The drawing of an edge as SVG has it. */
export function pathOf(edge) {
  const [first, ...rest] = edge.points;
  const at = ([x, y]) => `${x} ${y}`;
  return edge.kind === 'jump' ? `M${at(first)} C${rest.map(at).join(', ')}`
    : `M${at(first)} ${rest.map((it) => 'L' + at(it)).join(' ')}`;
}
