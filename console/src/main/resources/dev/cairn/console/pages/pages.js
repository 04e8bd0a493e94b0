/** All pages, in the order of the rail. */
import { has } from '../lib/rights.js';
import { html } from '../lib/ui.js';
import { Definitions } from './definitions.js';
import { Badge, Inbox } from './inbox.js';
import { Instance } from './instance.js';
import { Instances } from './instances.js';
import { People } from './people.js';
import { Statistics } from './statistics.js';

const everybody = () => true;

const InstancesOrOne = (it) =>
  (it.path[0] ? html`<${Instance} ...${it} id=${it.path[0]} />` : html`<${Instances} ...${it} />`);

export const PAGES = [
  { path: 'instances', name: 'Instances', icon: 'instances', key: 'g i', isFor: everybody,
    Page: InstancesOrOne },
  { path: 'approvals', name: 'Approvals', icon: 'approvals', key: 'g a', Page: Inbox, Badge,
    isFor: (me) => has(me, 'Participant') },
  { path: 'statistics', name: 'Statistics', icon: 'statistics', key: 'g s', isFor: everybody,
    Page: Statistics },
  { path: 'definitions', name: 'Definitions', icon: 'definitions', key: 'g d', isFor: everybody,
    Page: Definitions },
  { path: 'people', name: 'People', icon: 'people', key: 'g p', isFor: (me) => has(me, 'Admin'),
    Page: People },
];
