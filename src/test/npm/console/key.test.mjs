import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { answered, ask, freshPage, KEY, launch, openPage, URL_OF_SERVICE } from './browser.mjs';
import { CODE, fillIndexes } from './fixture.mjs';

let browser;

before(async () => {
  await fillIndexes();
  browser = await launch();
});

after(() => browser.close());

test('asks for the key, says that a wrong one is refused, and opens for the right one', async () => {
  const { context, page, faults } = await freshPage(browser);
  await page.goto(URL_OF_SERVICE);
  await page.waitForSelector('#ask:not([hidden])');
  assert.equal(await page.isVisible('#search'), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'key');
  await page.fill('#key', 'open-sesame');
  await page.click('#key-form button');
  await page.waitForSelector('#key-fault:not([hidden])');
  assert.match(await page.textContent('#key-fault'), /refuses this key/);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.fill('#key', 'öffne dich');
  await page.press('#key', 'Enter');
  assert.match(await page.textContent('#key-fault'), /ASCII/);
  await page.fill('#key', KEY);
  await page.press('#key', 'Enter');
  await page.waitForSelector('#search:not([hidden])');
  assert.equal(await page.isVisible('#ask'), false);
  assert.deepEqual(faults, []);
  await context.close();
});

test('asks for the key also where the page was opened behind another one', async () => {
  const { context, page } = await freshPage(browser);
  await page.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  await page.goto(`${URL_OF_SERVICE}/`);
  await page.waitForSelector('#key:visible');
  await context.close();
});

test('keeps the key in this tab and session only', async () => {
  const { context, page } = await openPage(browser);
  const kept = await page.evaluate(async () => ({ session: Object.values(sessionStorage), local: localStorage.length,
    cookies: document.cookie, databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length }));
  assert.deepEqual(kept, { session: [KEY], local: 0, cookies: '', databases: 0, caches: 0 });
  assert.equal((await context.cookies()).length, 0);
  assert.equal(page.url().includes(KEY), false);
  assert.equal((await page.content()).includes(KEY), false);
  await page.reload();
  await page.waitForSelector('#search:not([hidden])');
  const other = await context.newPage();
  await other.goto(URL_OF_SERVICE);
  await other.waitForSelector('#ask:not([hidden])');
  await context.close();
});

test('forgets the key on demand, and all it had shown', async () => {
  const { context, page } = await openPage(browser, `#index=demo&code=${CODE}`);
  await answered(page);
  await page.click('#forget');
  await page.waitForSelector('#ask:not([hidden])');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  const rest = await page.evaluate(() => document.body.textContent + document.getElementById('code').value);
  assert.doesNotMatch(rest, /GNU|demo|540/);
  await context.close();
});

test('a service that loads, and one that is gone, are told of', async () => {
  const { context, page } = await freshPage(browser);
  let isLoading = true;
  await page.route('**/readyz', route => (isLoading ? route.fulfill({ status: 503,
    json: { status: 'not_ready', reason: 'index_not_initialized', loaded: 12000, total: 1000000 } }) : route.continue()));
  await page.goto(URL_OF_SERVICE);
  await page.waitForFunction(() => document.getElementById('state').textContent === 'Loading: 12,000 of 1,000,000 assets');
  isLoading = false;
  await page.waitForSelector('#ask:not([hidden])');
  await page.fill('#key', KEY);
  await page.press('#key', 'Enter');
  await page.waitForSelector('#search:not([hidden])');
  await page.route('**/indexes/**', route => route.abort());
  await ask(page, CODE);
  assert.match(await page.textContent('#fault'), /^The service does not answer\./);
  await context.close();
});

test('a key that was replaced meanwhile is asked for again', async () => {
  const { context, page } = await openPage(browser);
  await page.route('**/indexes/**', route => route.fulfill({ status: 401, json: { detail: 'Unauthorized.' } }));
  await page.fill('#code', CODE);
  await page.press('#code', 'Enter');
  await page.waitForSelector('#ask:not([hidden])');
  assert.equal(await page.textContent('#key-fault'), 'The service refuses this key now.');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await context.close();
});
