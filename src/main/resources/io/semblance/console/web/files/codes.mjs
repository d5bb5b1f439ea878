/**
 * What a person pastes, understood as a query. An ISCC begins with a header of four fields (ISO 24138): main type, sub
 * type, version, length; each takes four bits here, since values above 7 are not in use. Whatever this page cannot read
 * goes to the service as it is, which says best what is wrong with it.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MAIN_TYPES = ['META', 'SEMANTIC', 'CONTENT', 'DATA', 'INSTANCE', 'ISCC', 'ID', 'FLAKE'];
const MEDIA = ['TEXT', 'IMAGE', 'AUDIO', 'VIDEO', 'MIXED'];

/** Name of the type of a code, such as CONTENT_TEXT_V0; null where the header says nothing that we know. */
export function typeOf(code) {
  const digits = [...code.replace(/^ISCC:/, '').slice(0, 3)].map(digit => ALPHABET.indexOf(digit));
  if (digits.length < 3 || digits.includes(-1)) {
    return null;
  }
  const bits = (digits[0] << 10) | (digits[1] << 5) | digits[2];
  const main = MAIN_TYPES[bits >> 11];
  const sub = (bits >> 7) & 15;
  const version = (bits >> 3) & 15;
  if (main === undefined) {
    return null;
  }
  if (main === 'ISCC' || main === 'ID') {
    return main;
  }
  const media = main === 'SEMANTIC' || main === 'CONTENT' ? MEDIA[sub] : ['NONE'][sub];
  return media === undefined ? null : `${main}_${media}_V${version}`;
}

/** Name of a type for people: CONTENT_TEXT_V0 is "Content (text)". */
export function typeLabel(type) {
  const parts = /^([A-Z]+)_([A-Z]+)_V(\d+)$/.exec(type);
  if (parts === null) {
    return type;
  }
  const [, main, sub, version] = parts;
  const about = [sub === 'NONE' ? '' : sub.toLowerCase(), version === '0' ? '' : `version ${version}`];
  const note = about.filter(Boolean).join(', ');
  return main.charAt(0) + main.slice(1).toLowerCase() + (note ? ` (${note})` : '');
}

/** One pasted code as the service expects it: upper case, with its prefix. */
function spelled(piece) {
  const code = piece.toUpperCase();
  return /^[A-Z2-7]{10,}$/.test(code) ? `ISCC:${code}` : /^ISCC:/.test(code) ? code : piece;
}

/**
 * Reads what was pasted.
 *
 * @returns {{kind: string, body: ?object, note: string}} kind: empty, id, code, units, json, fault or unknown; body:
 *     what to POST, null for empty and fault; note: a sentence on it
 */
export function readQuery(text) {
  const pasted = text.trim();
  if (pasted === '') {
    return { kind: 'empty', body: null, note: 'Paste a code, several units, or a whole query as JSON.' };
  }
  if (pasted.startsWith('{')) {
    return readJson(pasted);
  }
  const codes = pasted.split(/[\s,;"'[\]]+/).filter(Boolean).map(spelled);
  const types = codes.map(typeOf);
  if (codes.length !== 1 || (types[0] !== null && types[0].includes('_'))) {
    const labels = types.map(type => (type === null ? 'unknown' : typeLabel(type))).join(', ');
    return { kind: 'units', body: { units: codes }, note: `${codes.length === 1 ? 'A unit' : 'Units'}: ${labels}.` };
  }
  switch (types[0]) {
    case 'ID':
      return { kind: 'id', body: { iscc_id: codes[0] }, note: 'An ISCC-ID: finds what is like that asset.' };
    case 'ISCC':
      return { kind: 'code', body: { iscc_code: codes[0] }, note: 'An ISCC-CODE: its units are compared.' };
    default:
      return { kind: 'unknown', body: { iscc_code: codes[0] }, note: 'This does not look like an ISCC.' };
  }
}

function readJson(text) {
  try {
    return { kind: 'json', body: JSON.parse(text), note: 'A query as JSON: sent as it is.' };
  } catch (unreadable) {
    return { kind: 'fault', body: null, note: `This begins like JSON and cannot be read: ${unreadable.message}.` };
  }
}
