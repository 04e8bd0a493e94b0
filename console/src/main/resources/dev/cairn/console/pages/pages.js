/** All pages, in the order of the rail. */
import { Instances } from './instances.js';
import { Instance } from './instance.js';
import { Definitions } from './definitions.js';
import { html } from '../lib/ui.js';

const everybody = () => true;

const InstancesOrOne = (it) =>
  (it.path[0] ? html`<${Instance} ...${it} id=${it.path[0]} />` : html`<${Instances} ...${it} />`);

export const PAGES = [
  { path: 'instances', name: 'Instances', icon: 'instances', key: 'g i', isFor: everybody,
    Page: InstancesOrOne },
  { path: 'definitions', name: 'Definitions', icon: 'definitions', key: 'g d', isFor: everybody,
    Page: Definitions },
];
