import { typeLabel } from './codes.mjs';
import { element, linkOrText } from './elements.mjs';
import { bytes, chance, count, counted, score } from './figures.mjs';

/** The address of this page that searches an index for a code. */
export function searchLink(index, code) {
  return `#index=${encodeURIComponent(index)}&code=${encodeURIComponent(code).replaceAll('%3A', ':')}`;
}

/** A match as a whole: name, score, and a bar for each type that query and asset share. */
export function globalMatch(match, index) {
  const bars = Object.entries(match.types).map(([type, value]) => bar(type, value));
  return element('li', { class: 'match', 'data-id': match.iscc_id }, head(match), about(match, index), evidence(match),
    element('ul', { class: 'bars' }, ...bars), metadata(match.metadata));
}

/** A match in parts: how many of the passages asked for were found, and how well. */
export function chunkMatch(match, index) {
  const bars = Object.entries(match.types).map(([type, found]) => bar(type, found.score, passages(found)));
  return element('li', { class: 'match', 'data-id': match.iscc_id }, head(match), about(match, index), evidence(match),
    element('ul', { class: 'bars' }, ...bars));
}

/** A name is what its owner wrote; where it is no text, the ISCC-ID has to do. */
export function nameOf(asset) {
  const name = asset.metadata?.name;
  return typeof name === 'string' && name.trim() !== '' ? name : asset.iscc_id;
}

function head(match) {
  return element('div', { class: 'head' }, element('h3', { tabindex: '-1' }, element('bdi', {}, nameOf(match))),
    element('data', { class: 'score', value: match.score, title: `Score ${match.score}` }, score(match.score)));
}

function about(match, index) {
  const id = element('a', { class: 'code', href: searchLink(index, match.iscc_id), title: 'Find what is like this' },
    match.iscc_id);
  const line = element('p', { class: 'about' }, id);
  const source = match.metadata?.source;
  if (typeof source === 'string') {
    line.append(element('span', { class: 'source' }, linkOrText(source)));
  }
  return line;
}

/** What the likeness says, where it was asked for: verdict, bits, chance, and how many versions are folded. */
function evidence(match) {
  if (!match.evidence) {
    return null;
  }
  const said = [match.verdict, `${count(Math.round(match.evidence.bits))} bits`, chance(match.evidence.chance)];
  if (match.versions?.length > 0) {
    said.push(counted(match.versions.length, 'near-identical version', 'near-identical versions'));
  }
  const types = Object.entries(match.evidence.types).map(([type, bits]) => `${typeLabel(type)} ${bits}`);
  return element('p', { class: 'evidence', title: `Bits: ${types.join(', ')}` }, said.filter(Boolean).join(' · '));
}

function bar(type, value, note) {
  const fill = element('span', { class: 'fill' });
  fill.style.inlineSize = `${Math.min(1, Math.max(0, value)) * 100}%`;
  return element('li', { class: 'bar', 'data-type': type },
    element('span', { class: 'type', title: type }, typeLabel(type)),
    element('span', { class: 'track', 'aria-hidden': 'true' }, fill),
    element('data', { class: 'value', value, title: `${type} ${value}` }, score(value)),
    note ? element('span', { class: 'note' }, note) : null);
}

function passages(found) {
  const places = found.chunks.map(chunk => chunk.offset);
  const ends = found.chunks.map(chunk => chunk.offset + chunk.size);
  const where = places.length === 0 ? '' : `, between ${bytes(least(places))} and ${bytes(-least(ends.map(end => -end)))}`;
  return `${count(found.matches)} of ${count(found.queried)} passages${where}`;
}

function least(values) {
  return values.reduce((a, b) => Math.min(a, b));
}

function metadata(object) {
  if (object === null || Object.keys(object).every(member => member === 'name' || member === 'source')) {
    return null;
  }
  return element('details', {}, element('summary', {}, 'Metadata'),
    element('pre', { tabindex: '0', 'aria-label': 'Metadata as JSON' }, JSON.stringify(object, null, 2)));
}
