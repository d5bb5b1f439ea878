import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { api, freshPage, KEY, launch, openPage, URL_OF_SERVICE } from './browser.mjs';
import { fillIndexes, HOSTILE, SHOTS } from './fixture.mjs';

let browser;

before(async () => {
  await fillIndexes();
  browser = await launch();
});

after(() => browser.close());

test('indexes are shown with their assets and bytes, and health as the service tells it', async () => {
  const { context, page } = await openPage(browser);
  const health = (await api('/actuator/health')).data;
  const indexes = (await api('/indexes')).data;
  const rows = await page.$$eval('#index-rows tr', found => found.map(row => [row.dataset.index,
    row.children[1].textContent, row.children[2].title]));
  assert.deepEqual(rows, indexes.map(index => [index.name, String(index.assets),
    `${health.components.indexes.details[index.name].bytes.toLocaleString('en')} bytes`]));
  assert.equal(await page.textContent('#health'), 'up');
  assert.equal(await page.$$eval('#health-parts li', found => found.length), Object.keys(health.components).length);
  await page.click('#index-rows tr[data-index=many] button');
  assert.equal(await page.inputValue('#index'), 'many');
  await context.close();
});

test('an index that is called as a detail of health is shown with its own bytes', async () => {
  const { context, page } = await freshPage(browser);
  await page.route('**/indexes', route => route.fulfill({ json: [{ name: 'graphs', assets: 3, size: 0 }] }));
  await page.route('**/actuator/health', route => route.fulfill({ json: { status: 'UP', components: { indexes: {
    status: 'UP', details: { graphs: { bytes: 7 }, 'index graphs': { assets: 3, bytes: 4321 }, count: 1 } } } } }));
  await page.goto(URL_OF_SERVICE);
  await page.fill('#key', KEY);
  await page.press('#key', 'Enter');
  await page.waitForSelector('#overview:not([hidden])');
  assert.equal(await page.getAttribute('#index-rows tr td:last-child', 'title'), '4,321 bytes');
  await context.close();
});

test('an index that is not served and a part that is ill are named', async () => {
  const { context, page } = await freshPage(browser);
  await page.route('**/actuator/health', route => route.fulfill({ status: 503, json: { status: 'DOWN', components: {
    indexes: { status: 'UP', details: { count: 1, 'not served': { broken: 'its format is newer' } } },
    readinessState: { status: 'OUT_OF_SERVICE', details: { reason: 'stopping' } } } } }));
  await page.goto(URL_OF_SERVICE);
  await page.fill('#key', KEY);
  await page.press('#key', 'Enter');
  await page.waitForSelector('#overview:not([hidden])');
  assert.equal(await page.textContent('#failed-indexes'), 'broken is not served: its format is newer');
  assert.equal(await page.textContent('#health'), 'down');
  assert.match(await page.textContent('#health-parts'), /readiness state\s*OUT_OF_SERVICE\s*reason: stopping/);
  await context.close();
});

test('the doctor is shown where there is one', async () => {
  await mkdir(SHOTS, { recursive: true });
  for (const report of [null, { severity: 'error', findings: [
    { id: 'backup', severity: 'information', found: 'nobody told of one', remedy: 'Export from time to time.' },
    { id: 'secret', severity: 'warning', title: 'The secret is short', found: '12 characters', remedy: 'Make it longer.',
      link: 'https://example.org/secret' },
    { id: 'cors', severity: 'error', found: HOSTILE, remedy: 'Name origins.', link: 'javascript:alert(1)' },
    { id: 'sync-latency', severity: 'fine', found: '1 ms' }] }]) {
    const { context, page, faults } = await freshPage(browser);
    await page.route('**/actuator/doctor', route => route.fulfill(report === null ? { status: 404 } : { json: report }));
    await page.goto(URL_OF_SERVICE);
    const asked = page.waitForResponse('**/actuator/doctor');
    await page.fill('#key', KEY);
    await page.press('#key', 'Enter');
    await asked;
    if (report === null) {
      assert.equal(await page.isVisible('#doctor-section'), false);
    } else {
      await page.waitForSelector('#doctor-section:not([hidden])');
      assert.equal(await page.textContent('#doctor'), '2 complaints');
      const text = await page.textContent('#findings');
      assert.ok(text.includes('The secret is short') && text.includes('Make it longer.') && text.includes(HOSTILE), text);
      assert.deepEqual(await page.$$eval('#findings a', links => links.map(link => link.href)), ['https://example.org/secret']);
      assert.deepEqual(await page.$$eval('#findings strong', found => found.map(title => title.textContent)),
        ['Cors', 'The secret is short', 'Backup']);
      assert.equal(await page.textContent('#passed-title'), '1 check is fine');
      await page.click('#passed summary');
      assert.equal(await page.textContent('#passed-parts'), 'Sync latency1 ms');
      await page.screenshot({ path: `${SHOTS}/doctor.png` });
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
