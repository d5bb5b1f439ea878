import { readQuery } from './codes.mjs';
import { byId, element, say, show } from './elements.mjs';
import { count, counted, duration, serverTiming } from './figures.mjs';
import { chunkMatch, globalMatch, nameOf } from './matches.mjs';
import { call, Problem } from './service.mjs';

/**
 * Asks the service and shows what it answers. The list is asked for in steps, so that a thousand matches cost nobody
 * anything who looks at ten; a step asks again for all, since the index may have changed meanwhile.
 */

const STEPS = [20, 100, 500, 2000];

/** Matches that chance does not explain, the best first, versions folded. */
const EVIDENCE = '&match=evidence&rank=evidence&group=true';

/** Most simprints that a query may have. */
const MOST_SIMPRINTS = 2000;

let running = new AbortController();
let current = null;

/** Searches an index for what was pasted; tells what went wrong. A search that is under way is dropped. */
export async function search(index, text) {
  current = { index, query: readQuery(text), step: 0, answer: null, way: byId('evidence').checked ? EVIDENCE : '' };
  clear();
  await ask();
}

/** Asks for the next step and shows it. */
export async function more() {
  current.step++;
  const shown = byId('matches').childElementCount;
  await ask();
  byId('matches').children[shown]?.querySelector('h3').focus();
}

/** Takes all answers off the page. */
export function reset() {
  running.abort();
  current = null;
  clear();
  show(byId('results'), false);
}

function refuse(fault) {
  byId('results-title').textContent = 'No answer';
  say(byId('fault'), fault);
}

function clear() {
  byId('results-title').textContent = 'Matches';
  say(byId('fault'), null);
  byId('summary').textContent = '';
  byId('facts').replaceChildren();
  byId('matches').replaceChildren();
  byId('chunks').replaceChildren();
  show(byId('passages'), false);
  show(byId('more-row'), false);
  byId('results').setAttribute('aria-busy', 'false');
}

async function ask() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const asked = current;
  show(byId('results'));
  if (asked.query.body === null) {
    refuse(asked.query.note);
    return;
  }
  byId('results').setAttribute('aria-busy', 'true');
  try {
    const path = `indexes/${encodeURIComponent(asked.index)}/search?limit=${STEPS[asked.step]}${asked.way}`;
    asked.answer = await call(path, { body: asked.query.body, signal });
    if (asked.query.kind === 'id') {
      asked.asset = await assetOf(asked, signal);
    }
    showAnswer(asked);
    if (asked.asset) {
      await comparePassages(asked, signal);
    }
  } catch (thrown) {
    if (thrown.name === 'AbortError') {
      return;
    }
    if (!(thrown instanceof Problem) || thrown.status === 401) {
      throw thrown;
    }
    refuse(thrown.message);
  } finally {
    if (asked === current) {
      byId('results').setAttribute('aria-busy', 'false');
    }
  }
}

function showAnswer(asked) {
  const { data, headers, millis } = asked.answer;
  const total = Number(headers.get('Semblance-Total-Matches') ?? data.global_matches.length);
  byId('results-title').textContent = 'Matches';
  say(byId('fault'), null);
  list(byId('matches'), data.global_matches, globalMatch, asked.index);
  byId('summary').textContent = summary(asked, shownOf(data.global_matches), total);
  byId('facts').replaceChildren(...facts(headers, millis).map(fact => element('li', fact.attributes, fact.text)));
  showPassages(asked, data.chunk_matches, Number(headers.get('Semblance-Total-Chunk-Matches') ?? 0));
  showMore(asked, Math.max(total, Number(headers.get('Semblance-Total-Chunk-Matches') ?? 0)));
}

/** A match stands for the versions that are folded under it. */
function shownOf(matches) {
  return matches.reduce((sum, match) => sum + 1 + (match.versions?.length ?? 0), 0);
}

function summary(asked, shown, total) {
  if (total === 0) {
    const simprints = asked.query.body.simprints ?? asked.asset?.simprints;
    return `Nothing alike${simprints ? ' as a whole' : ''} in ${asked.index}${whose(asked)}.`;
  }
  const all = counted(total, 'match', 'matches');
  return `${shown < total ? `The best ${count(shown)} of ${all}` : all} in ${asked.index}${whose(asked)}.`;
}

function whose(asked) {
  return asked.asset ? ` for “${nameOf(asked.asset)}”` : '';
}

function facts(headers, millis) {
  const timing = serverTiming(headers.get('Server-Timing'));
  const exact = headers.get('Semblance-Exact') === 'true';
  const found = [exact
    ? { attributes: { class: 'exact' }, text: 'Exact: nothing that matches is missing' }
    : { attributes: { class: 'inexact' }, text: 'Not exact: matches may be missing' }];
  if (timing.total !== undefined) {
    found.push({ attributes: {}, text: `${duration(timing.total)} in the service` });
  }
  if (timing.scan !== undefined) {
    found.push({ attributes: {}, text: `${duration(timing.scan)} comparing` });
  }
  found.push({ attributes: {}, text: `${duration(millis)} until it was here` });
  found.push({ attributes: {}, text: `${counted(headers.get('Semblance-Codes-Scanned') ?? 0, 'code', 'codes')} compared` });
  found.push({ attributes: {}, text: `plan: ${headers.get('Semblance-Plan') ?? 'unknown'}` });
  return found;
}

/** Adds what is new; makes the list anew if it begins with other assets than before. */
function list(target, matches, item, index) {
  const shown = [...target.children].map(child => child.dataset.id);
  const isSame = shown.every((id, place) => matches[place]?.iscc_id === id);
  if (!isSame) {
    target.replaceChildren();
  }
  const fresh = matches.slice(isSame ? shown.length : 0);
  target.append(...fresh.map(match => item(match, index)));
}

/** The asset that was searched for; null if it was deleted meanwhile. */
async function assetOf(asked, signal) {
  const { index, query } = asked;
  const path = `indexes/${encodeURIComponent(index)}/assets/${encodeURIComponent(query.body.iscc_id)}?simprints=true`;
  try {
    return (await call(path, { signal })).data;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 404) {
      return null;
    }
    throw thrown;
  }
}

/** A search by ISCC-ID compares units; the passages of that asset are asked for here, and it is left out itself. */
async function comparePassages(asked, signal) {
  const body = { simprints: passagesOf(asked.asset) };
  if (Object.keys(body.simprints).length === 0) {
    return;
  }
  const limit = STEPS[asked.step];
  try {
    // Not folded: the asset asked about is in this answer too, and its versions would go with it.
    const way = asked.way.replace('&group=true', '');
    const path = `indexes/${encodeURIComponent(asked.index)}/search?limit=${limit + 1}${way}`;
    const { data, headers } = await call(path, { body, signal });
    const others = data.chunk_matches.filter(match => match.iscc_id !== asked.asset.iscc_id);
    const itself = data.chunk_matches.length - others.length;
    showPassages(asked, others.slice(0, limit), Number(headers.get('Semblance-Total-Chunk-Matches')) - itself);
  } catch (thrown) {
    // A backend that keeps simprints without searching them refuses; units were compared all the same.
    if (!(thrown instanceof Problem) || thrown.status !== 400) {
      throw thrown;
    }
  }
}

function passagesOf(asset) {
  const kept = {};
  let room = MOST_SIMPRINTS;
  for (const [type, simprints] of Object.entries(asset.simprints ?? {})) {
    const some = simprints.slice(0, room).map(one => one.simprint);
    room -= some.length;
    if (some.length > 0) {
      kept[type] = some;
    }
  }
  return kept;
}

function showPassages(asked, matches, total) {
  show(byId('passages'), matches.length > 0);
  list(byId('chunks'), matches, chunkMatch, asked.index);
  byId('passages-note').textContent = matches.length < total
    ? `The best ${count(matches.length)} of ${counted(total, 'asset', 'assets')} that share passages.`
    : `${counted(total, 'asset shares', 'assets share')} passages.`;
}

function showMore(asked, total) {
  const limit = STEPS[asked.step];
  const next = STEPS[asked.step + 1];
  show(byId('more-row'), total > limit);
  show(byId('more'), next !== undefined);
  byId('more').textContent = `Show ${count(Math.min(next ?? total, total))}`;
  byId('more-note').textContent = next === undefined
    ? `This page shows ${count(limit)} at most; the API answers more.` : `of ${count(total)}`;
}
