import assert from 'node:assert/strict';
import { api } from './browser.mjs';

/** What the tests of the page search in and for, beside the index demo. */

export const CODE = 'ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA';
export const ID = 'ISCC:MAIGI5H4GAIKGQAB';
export const UNIT = 'ISCC:EADVH6GHQ4AKBKQQJS54DWAKDC334MRHGWBIKMHS5Y5BOJ4Y2JJH7RI';
const META = 'ISCC:AADQIW25VMZJE4JGN2P5M6EXVL26GC3N64T2TWRHH3S37FDBRSP2P6Q';
export const STRANGER = 'ISCC:GABTPBQHCC5YOHI7ECJRHOUT5NYO4';
export const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
export const SHOTS = process.env.SEMBLANCE_SHOTS;

/** Makes two indexes: one of names that try to be markup, one of many assets that are all alike. */
export async function fillIndexes() {
  await fill('hostile', [
    { iscc_id: ID, units: [META, UNIT], metadata: { name: HOSTILE, source: 'javascript:document.title=3', note: HOSTILE } },
    { iscc_id: 'ISCC:MAIGI5FP6FGTNEAB', units: [META, UNIT],
      metadata: { name: 17, source: 'https://example.org/a?b=<i>' } }]);
  await fill('many', Array.from({ length: 150 }, (_, i) => ({ iscc_id: `ISCC:MAIG${number(i)}AAAAAAB`,
    units: [META, UNIT], metadata: { name: `Copy ${i}` } })));
}

/** Makes an index of these assets, unless another file has made it. */
async function fill(name, assets) {
  if ((await api(`/indexes/${name}`)).status === 200) {
    return;
  }
  for (const [path, body] of [['/indexes', { name }], [`/indexes/${name}/assets`, assets]]) {
    const { status, data } = await api(path, body);
    assert.equal(status, 201, data.detail);
  }
}

/** Five digits of base32. */
function number(i) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return `AAA${alphabet[i >> 5]}${alphabet[i & 31]}`;
}

/** Whether the page shows the ids, scores and bars of these matches of the API. */
export function compareWith(shown, matches) {
  assert.deepEqual(shown.map(one => [one.id, one.score]), matches.map(match => [match.iscc_id, match.score]));
  shown.forEach((one, i) => {
    const types = Object.fromEntries(Object.entries(one.types).map(([type, bar]) => [type, bar.value]));
    assert.deepEqual(types, matches[i].types);
    for (const bar of Object.values(one.types)) {
      assert.ok(Math.abs(Number.parseFloat(bar.width) - bar.value * 100) < 0.001, `${bar.width} for ${bar.value}`);
      assert.ok(Math.abs(Number(bar.text) - bar.value) < 0.001, `${bar.text} for ${bar.value}`);
    }
  });
}
