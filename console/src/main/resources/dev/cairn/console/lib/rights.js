/**
 * What somebody may do, as docs/access.md says it. The server decides; the console only does not
 * offer what would be refused.
 */
const ROLES = ['Viewer', 'Participant', 'Operator', 'Admin'];

const NEEDED = {
  read: 'Viewer', change: 'Participant', fork: 'Participant', create: 'Participant',
  share: 'Participant', delete: 'Participant', verify_all: 'Operator',
  create_for_others: 'Operator', try_migration: 'Operator', define: 'Admin', identify: 'Admin',
  prune: 'Admin', purge: 'Admin',
};

/** The highest role of somebody; '' where none gives rights. */
export const roleOf = (me) => ROLES.filter((role) => me.roles.includes(role)).at(-1) ?? '';

/** Whether somebody has at least this role. */
export const has = (me, role) => ROLES.indexOf(roleOf(me)) >= ROLES.indexOf(role);

const OF_OWNERS = ['share', 'delete'];
const OF_RELATED = ['read', 'change', 'fork'];

/** Whether the console offers something at all. */
export const knows = (what) => Object.hasOwn(NEEDED, what);

/**
 * Whether somebody may do something.
 *
 * @param {{userId: string, subject: string, roles: string[]}} me
 * @param {string} what an operation of the table in docs/access.md
 * @param {{ownerId: string, participants: string[]}} [instance] that it is done to
 */
export function may(me, what, instance) {
  if (!has(me, NEEDED[what] ?? 'Admin')) {
    return false;
  }
  if (!instance || has(me, 'Operator') || ![...OF_OWNERS, ...OF_RELATED].includes(what)) {
    return true;
  }
  const owns = instance.ownerId === me.userId;
  const takesPart = instance.participants?.includes(me.subject) ?? false;
  return owns || (takesPart && OF_RELATED.includes(what));
}

const LEGAL = {
  start: ['Created'],
  pause: ['Running'],
  resume: ['Paused'],
  retry: ['Failed'],
  cancel: ['Running', 'Paused', 'WaitingForInput', 'WaitingForApproval'],
};

/** The moves of life that are legal from a status. */
export const legalMoves = (status) =>
  Object.keys(LEGAL).filter((move) => LEGAL[move].includes(status));

/** Whether nothing can follow a status. */
export const isOver = (status) => ['Completed', 'Failed', 'Cancelled'].includes(status);
