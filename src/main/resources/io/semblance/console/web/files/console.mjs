import { readQuery } from './codes.mjs';
import { byId, element, say, show } from './elements.mjs';
import { count } from './figures.mjs';
import { searchLink } from './matches.mjs';
import { askDoctor, askHealth, showDoctor, showOverview } from './overview.mjs';
import { more, reset, search } from './search.mjs';
import { call, forgetKey, isSendable, Problem, storeKey, storedKey } from './service.mjs';

/**
 * The page as a whole: asks for the key when the service does, fills in what the address says, and keeps the overview
 * fresh while somebody looks.
 */

const DEMO = { index: 'demo', name: 'GNU General Public License 3.0',
  code: 'ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA' };
const LOADING_MILLIS = 1000;
const FRESH_MILLIS = 30_000;
/** Longer texts do not go into the address. */
const MOST_ADDRESS = 2000;

let isOpen = false;
let timer = 0;
/** Counts how often the page was locked: an answer that was asked for before must not be shown after. */
let locks = 0;

/** Runs something that calls the service; what goes wrong is told in one place. */
async function guarded(work) {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof Problem)) {
      throw thrown;
    }
    if (thrown.status === 401) {
      lock(storedKey() === null ? null : 'The service refuses this key now.');
    } else {
      say(byId('state'), thrown.message);
      byId('state').classList.add('ill');
      later(LOADING_MILLIS * 5);
    }
  }
}

function later(millis) {
  clearTimeout(timer);
  timer = setTimeout(() => guarded(look), millis);
}

/** Shows how the service is; opens the page once it is ready. */
async function look() {
  if (document.hidden && isOpen) {
    later(FRESH_MILLIS);
    return;
  }
  const ready = await readiness();
  const words = { ready: 'Ready', index_not_initialized: `Loading: ${count(ready.loaded ?? 0)} of ${count(ready.total ?? 0)} assets`,
    index_loading_failed: 'The indexes could not be loaded', stopping: 'Stopping' };
  const state = words[ready.reason ?? ready.status] ?? 'Not ready';
  if (byId('state').textContent !== state) {
    say(byId('state'), state);
  }
  byId('state').classList.toggle('ill', ready.status !== 'ready');
  if (ready.status !== 'ready') {
    later(LOADING_MILLIS);
    return;
  }
  const before = locks;
  const { data: indexes } = await call('indexes');
  const health = await askHealth();
  if (before === locks) {
    open(indexes, health);
    later(FRESH_MILLIS);
  }
}

async function seeDoctor() {
  const before = locks;
  const report = await askDoctor();
  if (before === locks) {
    showDoctor(report);
  }
}

async function readiness() {
  try {
    return (await call('readyz', { key: null })).data;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 503 && thrown.data !== null) {
      return thrown.data;
    }
    throw thrown;
  }
}

function open(indexes, health) {
  const isFirst = !isOpen;
  isOpen = true;
  show(byId('ask'), false);
  show(byId('search'));
  show(byId('forget'), storedKey() !== null);
  fillIndexes(indexes);
  showOverview(indexes, health, choose);
  if (isFirst) {
    followAddress();
    guarded(seeDoctor);
  }
}

function fillIndexes(indexes) {
  const select = byId('index');
  const names = indexes.map(index => index.name);
  const chosen = select.value || fromAddress().index || (names.includes(DEMO.index) ? DEMO.index : names[0]);
  if (chosen && !names.includes(chosen)) {
    names.push(chosen);
  }
  if ([...select.options].map(option => option.value).join() !== names.join()) {
    select.replaceChildren(...names.map(name => element('option', { value: name }, name)));
    select.value = chosen ?? '';
  }
  byId('go').disabled = names.length === 0;
  show(byId('example'), names.includes(DEMO.index));
  byId('example').href = searchLink(DEMO.index, DEMO.code);
  byId('example').textContent = `Try the ${DEMO.name}`;
}

function choose(name) {
  byId('index').value = name;
  byId('code').focus();
}

/** Takes all data off the page and asks for the key. */
function lock(fault) {
  clearTimeout(timer);
  locks++;
  isOpen = false;
  forgetKey();
  reset();
  for (const part of ['search', 'overview', 'doctor-section', 'forget']) {
    show(byId(part), false);
  }
  for (const list of ['index', 'index-rows', 'failed-indexes', 'health-parts', 'findings', 'passed-parts']) {
    byId(list).replaceChildren();
  }
  byId('code').value = '';
  byId('example').textContent = '';
  show(byId('ask'));
  refuse(fault);
  byId('key').focus();
}

function refuse(fault) {
  say(byId('key-fault'), fault);
  byId('key').setAttribute('aria-invalid', String(Boolean(fault)));
}

async function unlock() {
  const key = byId('key').value.trim();
  if (!isSendable(key)) {
    refuse('A key has letters, digits and punctuation of ASCII, and no spaces.');
    return;
  }
  try {
    await call('indexes', { key });
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 401) {
      refuse('The service refuses this key. Check that it was copied whole.');
      byId('key').select();
      return;
    }
    throw thrown;
  }
  storeKey(key);
  byId('key').value = '';
  refuse(null);
  await look();
  byId('code').focus();
}

function fromAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return { index: parameters.get('index'), code: parameters.get('code') };
}

/** Fills in and searches what the address names, if it names something. */
function followAddress() {
  const { index, code } = fromAddress();
  if (!isOpen || code === null) {
    return;
  }
  byId('code').value = code;
  understand();
  if (index !== null) {
    if (![...byId('index').options].some(option => option.value === index)) {
      byId('index').append(element('option', { value: index }, index));
    }
    byId('index').value = index;
  }
  guarded(() => search(byId('index').value, code));
}

/** A search has an address, so that it can be kept, sent and gone back to. */
function submit() {
  const code = byId('code').value.trim();
  const link = searchLink(byId('index').value, code);
  if (code === '' || link.length > MOST_ADDRESS || link === location.hash) {
    guarded(() => search(byId('index').value, code));
  } else {
    location.hash = link;
  }
}

function understand() {
  const { kind, note } = readQuery(byId('code').value);
  byId('kind').textContent = note;
  byId('kind').dataset.kind = kind;
}

function on(id, event, act) {
  byId(id).addEventListener(event, act);
}

on('key-form', 'submit', event => {
  event.preventDefault();
  guarded(unlock);
});
on('search-form', 'submit', event => {
  event.preventDefault();
  submit();
});
on('code', 'input', understand);
on('code', 'keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('search-form').requestSubmit();
  }
});
on('forget', 'click', () => {
  lock(null);
  guarded(look);
});
on('more', 'click', () => guarded(more));
on('again', 'click', () => guarded(async () => {
  await look();
  await seeDoctor();
}));
on('skip', 'click', event => {
  event.preventDefault();
  (byId('search').hidden ? byId('main') : byId('code')).focus();
});
window.addEventListener('hashchange', followAddress);
document.addEventListener('visibilitychange', () => document.hidden || !isOpen || guarded(look));

understand();
guarded(async () => {
  byId('version').textContent = (await call('status', { key: null })).data.version;
});
guarded(look);
