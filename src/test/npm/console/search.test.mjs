import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { answered, api, ask, launch, openPage, shownMatches, URL_OF_SERVICE } from './browser.mjs';
import { CODE, compareWith, fillIndexes, ID, STRANGER, UNIT } from './fixture.mjs';

let browser;

before(async () => {
  await fillIndexes();
  browser = await launch();
});

after(() => browser.close());

test('a search by code shows the names and scores of the API', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.selectOption('#index', 'demo');
  const summary = await ask(page, CODE);
  const { data, headers } = await api(`/indexes/demo/search?limit=20`, { iscc_code: CODE });
  const shown = await shownMatches(page);
  compareWith(shown, data.global_matches);
  assert.deepEqual(shown.map(one => one.name), data.global_matches.map(match => match.metadata.name));
  assert.equal(summary, `${headers.get('Semblance-Total-Matches')} matches in demo.`);
  assert.equal(shown[0].types.CONTENT_TEXT_V0.label, 'Content (text)');
  assert.equal(await page.getAttribute('#matches .type', 'title'), 'META_NONE_V0');
  const facts = await page.$$eval('#facts li', items => items.map(item => item.textContent));
  assert.match(facts[0], /^Exact/);
  assert.match(facts.join('; '), /[\d.]+ m?s in the service; [\d.]+ m?s comparing; [\d.]+ m?s until it was here/);
  assert.ok(facts.includes(`${headers.get('Semblance-Codes-Scanned')} codes compared`), facts);
  assert.deepEqual(faults, []);
  await context.close();
});

test('by evidence the page shows verdict, bits and chance, and counts folded versions', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.selectOption('#index', 'demo');
  await page.check('#evidence');
  const summary = await ask(page, CODE);
  const { data, headers } = await api('/indexes/demo/search?limit=20&match=evidence&rank=evidence&group=true', { iscc_code: CODE });
  compareWith(await shownMatches(page), data.global_matches);
  const first = data.global_matches[0];
  const said = await page.$$eval('#matches .evidence', lines => lines.map(line => line.textContent));
  assert.equal(said.length, data.global_matches.length);
  assert.ok(said[0].startsWith(`identical · ${Math.round(first.evidence.bits)} bits · chance 10^`), said[0]);
  assert.ok(said[0].endsWith(`${first.versions.length} near-identical versions`), said[0]);
  assert.equal(summary, `${headers.get('Semblance-Total-Matches')} matches in demo.`);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a search by unit shows the scores of the API', async () => {
  const { context, page } = await openPage(browser, '#index=demo&code=none');
  await answered(page);
  await ask(page, UNIT.toLowerCase());
  compareWith(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { units: [UNIT] })).data.global_matches);
  assert.equal(await page.textContent('#kind'), 'A unit: Content (text).');
  await context.close();
});

test('a search by ISCC-ID leaves the asset out, and shows what shares passages with it', async () => {
  const { context, page } = await openPage(browser, `#index=demo&code=${ID}`);
  await answered(page);
  compareWith(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { iscc_id: ID })).data.global_matches);
  assert.match(await page.textContent('#summary'), /“GNU General Public License 3.0 \(GPL-3.0-only\)”\.$/);
  const asset = (await api(`/indexes/demo/assets/${ID}?simprints=true`)).data;
  const simprints = Object.fromEntries(Object.entries(asset.simprints).map(([type, list]) => [type, list.map(one => one.simprint)]));
  const chunks = (await api('/indexes/demo/search?limit=20', { simprints })).data.chunk_matches
    .filter(match => match.iscc_id !== ID);
  const shown = await shownMatches(page, '#chunks');
  assert.deepEqual(shown.map(one => [one.id, one.score]), chunks.map(match => [match.iscc_id, match.score]));
  assert.ok(shown.length > 0);
  const found = chunks[0].types.CONTENT_TEXT_V0;
  assert.match(shown[0].types.CONTENT_TEXT_V0.note, new RegExp(`^${found.matches} of ${found.queried} passages`));
  await context.close();
});

test('a query as JSON is sent as it is', async () => {
  const { context, page } = await openPage(browser);
  await page.selectOption('#index', 'demo');
  await ask(page, JSON.stringify({ units: [UNIT] }));
  compareWith(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { units: [UNIT] })).data.global_matches);
  await ask(page, '{"units": [');
  assert.match(await page.textContent('#fault'), /^This begins like JSON/);
  await context.close();
});

test('a stranger has nothing alike', async () => {
  const { context, page } = await openPage(browser, `#index=demo&code=${STRANGER}`);
  await answered(page);
  assert.equal(await page.textContent('#summary'), 'Nothing alike in demo.');
  assert.equal(await page.isVisible('#fault'), false);
  assert.deepEqual(await shownMatches(page), []);
  await context.close();
});

test('what is wrong is said in the words of the service', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.selectOption('#index', 'demo');
  for (const [text, body] of [['ISCC:KACQAAAAAAAAAAAAAAAA', { iscc_code: 'ISCC:KACQAAAAAAAAAAAAAAAA' }],
    ['hello', { iscc_code: 'hello' }], ['ISCC:MAIGAAAAAAAAAAAB', { iscc_id: 'ISCC:MAIGAAAAAAAAAAAB' }]]) {
    await ask(page, text);
    const { status, data } = await api('/indexes/demo/search', body);
    assert.ok(status >= 400 && status < 500);
    assert.equal(await page.textContent('#fault'), data.detail);
    assert.deepEqual(await shownMatches(page), []);
  }
  await page.goto(`${URL_OF_SERVICE}/#index=nowhere&code=${CODE}`);
  await page.waitForFunction(() => document.getElementById('fault').textContent.startsWith("Index 'nowhere' not found"));
  assert.deepEqual(faults, []);
  await context.close();
});

test('many matches come in steps', async () => {
  const { context, page } = await openPage(browser, `#index=many&code=${UNIT}`);
  await answered(page);
  for (const [count, next] of [[20, 'Show 100'], [100, 'Show 150']]) {
    await page.waitForFunction(wanted => document.querySelectorAll('#matches > li').length === wanted, count);
    assert.equal(await page.textContent('#more'), next);
    await page.click('#more');
  }
  await page.waitForFunction(() => document.querySelectorAll('#matches > li').length === 150);
  assert.equal(await page.isVisible('#more'), false);
  compareWith(await shownMatches(page), (await api('/indexes/many/search?limit=500', { units: [UNIT] })).data.global_matches);
  await context.close();
});

test('an address is a search, and back goes back', async () => {
  const { context, page } = await openPage(browser);
  await page.click('#example');
  await answered(page);
  assert.equal(new URL(page.url()).hash, `#index=demo&code=${CODE}`);
  assert.equal(await page.inputValue('#code'), CODE);
  const first = await page.textContent('#summary');
  await page.click('#matches > li:nth-child(2) .code');
  await page.waitForFunction(before => ![before, ''].includes(document.getElementById('summary').textContent), first);
  assert.equal(new URL(page.url()).hash, `#index=demo&code=${ID}`);
  await page.goBack();
  await page.waitForFunction(before => document.getElementById('summary').textContent === before, first);
  assert.equal(await page.inputValue('#code'), CODE);
  await context.close();
});
