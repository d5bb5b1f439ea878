import assert from 'node:assert/strict';
import test from 'node:test';
import { readQuery, typeLabel, typeOf } from '../../../main/resources/io/semblance/console/web/files/codes.mjs';

const ID = 'ISCC:MAIGI5H4GAIKGQAB';
const CODE = 'ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA';
const META = 'ISCC:AADQIW25VMZJE4JGN2P5M6EXVL26GC3N64T2TWRHH3S37FDBRSP2P6Q';
const TEXT = 'ISCC:EADVH6GHQ4AKBKQQJS54DWAKDC334MRHGWBIKMHS5Y5BOJ4Y2JJH7RI';
const DATA = 'ISCC:GAD4BYPL45QJB25XFTMIXCKBVO2GIRJWMWPTGQXJ4CEEJ7T7VTRXJDA';
const INSTANCE = 'ISCC:IAD7PS3WAZXAZS2ALJX2HS2O22ZXXPVXB7ZJ34SY42T6T34EH6VAO3I';

test('the type of a code is in its header', () => {
  assert.deepEqual([META, TEXT, DATA, INSTANCE, CODE, ID].map(typeOf),
    ['META_NONE_V0', 'CONTENT_TEXT_V0', 'DATA_NONE_V0', 'INSTANCE_NONE_V0', 'ISCC', 'ID']);
  assert.deepEqual(['ISCC:CEAQ', 'ISCC:EIAQ', 'ISCC:EMAQ', 'ISCC:CQAQ', 'ISCC:CUAQ'].map(typeOf),
    ['SEMANTIC_IMAGE_V0', 'CONTENT_AUDIO_V0', 'CONTENT_VIDEO_V0', 'SEMANTIC_MIXED_V0', null]);
  assert.deepEqual(['ISCC:', 'ISCC:A1', '', '7777'].map(typeOf), [null, null, null, null]);
});

test('types have names for people, and unknown ones stay as they are', () => {
  assert.equal(typeLabel('META_NONE_V0'), 'Meta');
  assert.equal(typeLabel('CONTENT_TEXT_V0'), 'Content (text)');
  assert.equal(typeLabel('DATA_NONE_V1'), 'Data (version 1)');
  assert.equal(typeLabel('CONTENT_IMAGE_V2'), 'Content (image, version 2)');
  assert.equal(typeLabel('my.simprints'), 'my.simprints');
});

test('each kind of code is asked for in its own way', () => {
  assert.deepEqual(readQuery(` ${ID}\n`).body, { iscc_id: ID });
  assert.deepEqual(readQuery(CODE).body, { iscc_code: CODE });
  assert.deepEqual(readQuery(META).body, { units: [META] });
  assert.equal(readQuery(META).note, 'A unit: Meta.');
  assert.deepEqual(readQuery(`["${META}",\n "${TEXT}"]`).body, { units: [META, TEXT] });
  assert.equal(readQuery(`${META} ${TEXT}`).note, 'Units: Meta, Content (text).');
});

test('case and prefix are mended', () => {
  assert.deepEqual(readQuery(ID.toLowerCase()).body, { iscc_id: ID });
  assert.deepEqual(readQuery(CODE.slice('ISCC:'.length)).body, { iscc_code: CODE });
});

test('what cannot be read goes to the service as it is', () => {
  assert.deepEqual(readQuery('hello').body, { iscc_code: 'hello' });
  assert.equal(readQuery('hello').kind, 'unknown');
  assert.deepEqual(readQuery(`${CODE} ${META}`).body, { units: [CODE, META] });
});

test('a query as JSON is sent as it is, and broken JSON is not sent', () => {
  assert.deepEqual(readQuery('{"units": ["x"]}').body, { units: ['x'] });
  assert.equal(readQuery('{"units": [').body, null);
  assert.match(readQuery('{"units": [').note, /^This begins like JSON and cannot be read: .+\.$/);
});

test('nothing pasted is nothing sent', () => {
  assert.equal(readQuery(' \n').body, null);
});
