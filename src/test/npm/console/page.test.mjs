import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { accessibilityFaults, answered, api, ask, freshPage, KEY, launch, openPage, shownMatches, URL_OF_SERVICE } from './browser.mjs';

const CODE = 'ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA';
const ID = 'ISCC:MAIGI5H4GAIKGQAB';
const UNIT = 'ISCC:EADVH6GHQ4AKBKQQJS54DWAKDC334MRHGWBIKMHS5Y5BOJ4Y2JJH7RI';
const META = 'ISCC:AADQIW25VMZJE4JGN2P5M6EXVL26GC3N64T2TWRHH3S37FDBRSP2P6Q';
const STRANGER = 'ISCC:GABTPBQHCC5YOHI7ECJRHOUT5NYO4';
const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const SHOTS = process.env.SEMBLANCE_SHOTS;

let browser;

before(async () => {
  browser = await launch();
  await fill('hostile', [
    { iscc_id: ID, units: [META, UNIT], metadata: { name: HOSTILE, source: 'javascript:document.title=3', note: HOSTILE } },
    { iscc_id: 'ISCC:MAIGI5FP6FGTNEAB', units: [META, UNIT], metadata: { name: 17, source: 'https://example.org/a?b=<i>' } }]);
  await fill('many', Array.from({ length: 150 }, (_, i) => ({ iscc_id: `ISCC:MAIG${number(i)}AAAAAAB`,
    units: [META, UNIT], metadata: { name: `Copy ${i}` } })));
});

/** Makes an index of these assets. */
async function fill(name, assets) {
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

after(() => browser.close());

function compare(shown, matches) {
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

test('a search by code shows the names and scores of the API', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.selectOption('#index', 'demo');
  const summary = await ask(page, CODE);
  const { data, headers } = await api(`/indexes/demo/search?limit=20`, { iscc_code: CODE });
  const shown = await shownMatches(page);
  compare(shown, data.global_matches);
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

test('a search by unit shows the scores of the API', async () => {
  const { context, page } = await openPage(browser, '#index=demo&code=none');
  await answered(page);
  await ask(page, UNIT.toLowerCase());
  compare(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { units: [UNIT] })).data.global_matches);
  assert.equal(await page.textContent('#kind'), 'A unit: Content (text).');
  await context.close();
});

test('a search by ISCC-ID leaves the asset out, and shows what shares passages with it', async () => {
  const { context, page } = await openPage(browser, `#index=demo&code=${ID}`);
  await answered(page);
  compare(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { iscc_id: ID })).data.global_matches);
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
  compare(await shownMatches(page), (await api('/indexes/demo/search?limit=20', { units: [UNIT] })).data.global_matches);
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

test('a name that is markup stays text, and a source that is a script is no link', async () => {
  const { context, page, faults } = await openPage(browser, `#index=hostile&code=${UNIT}`);
  await answered(page);
  const shown = await shownMatches(page);
  assert.deepEqual(shown.map(one => one.name).sort(), [HOSTILE, 'ISCC:MAIGI5FP6FGTNEAB'].sort());
  await page.click('#matches summary');
  assert.match(await page.textContent('#matches pre'), /<script>/);
  assert.equal(await page.$$eval('#matches img, #matches script, #matches i', found => found.length), 0);
  const links = await page.$$eval('#matches a[rel]', found => found.map(link => [link.href, link.rel]));
  assert.deepEqual(links, [['https://example.org/a?b=%3Ci%3E', 'noopener noreferrer nofollow']]);
  assert.equal(await page.title(), 'Semblance');
  assert.deepEqual(faults, []);
  await context.close();
});

test('the policy of the page refuses foreign scripts, styles and markup', async () => {
  const { context, page, faults } = await openPage(browser);
  assert.deepEqual(faults, []);
  const refused = await page.evaluate(async () => {
    const policies = [];
    document.addEventListener('securitypolicyviolation', event => policies.push(event.effectiveDirective));
    const script = document.createElement('script');
    try {
      script.text = 'document.title = 4';
    } catch (thrown) {
      policies.push(thrown.name);
    }
    document.body.append(script);
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>bold</b>');
    } catch (thrown) {
      policies.push(thrown.name);
    }
    document.body.append(Object.assign(document.createElement('style'), { textContent: 'body { opacity: 0 }' }));
    await fetch('https://example.org/').catch(() => {});
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }));
    while (!policies.includes('img-src')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    return policies;
  });
  for (const directive of ['TypeError', 'style-src-elem', 'connect-src', 'img-src', 'require-trusted-types-for']) {
    assert.ok(refused.includes(directive), `${directive} in ${refused}`);
  }
  assert.equal(await page.title(), 'Semblance');
  await context.close();
});

test('everything can be done with the keyboard', async () => {
  const { context, page } = await freshPage(browser);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const isOutlined = () => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none');
  const tabTo = async target => {
    for (let i = 0; i < 40 && await focused() !== target; i++) {
      await page.keyboard.press('Tab');
    }
    assert.equal(await focused(), target);
    assert.ok(await isOutlined(), `focus shows on ${target}`);
  };
  await page.goto(URL_OF_SERVICE);
  await page.waitForFunction(() => document.activeElement.id === 'key');
  await page.keyboard.type(KEY);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'code');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Tab');
  await page.evaluate(() => document.getElementById('skip').focus());
  assert.ok((await page.locator('#skip').boundingBox()).y >= 0, 'the skip link shows when it has the focus');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'code');
  await page.keyboard.type(UNIT);
  await tabTo('index');
  await page.keyboard.type('many');
  await tabTo('go');
  await page.keyboard.press('Enter');
  await answered(page);
  assert.equal(await page.textContent('#summary'), 'The best 20 of 150 matches in many.');
  await tabTo((await shownMatches(page))[0].id);
  await page.focus('#matches > li:last-child a');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'more');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#matches > li').length === 100);
  await page.waitForFunction(() => document.activeElement.textContent === 'Copy 20');
  await page.focus('#code');
  await page.keyboard.press('Shift+Tab');
  await tabTo('forget');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'key');
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
  compare(await shownMatches(page), (await api('/indexes/many/search?limit=500', { units: [UNIT] })).data.global_matches);
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
  for (const report of [null, { status: 'error', findings: [
    { id: 'backup', severity: 'information', found: 'nobody told of one', action: 'Export from time to time.' },
    { id: 'secret', severity: 'warning', title: 'The secret is short', found: '12 characters', action: 'Make it longer.',
      link: 'https://example.org/secret' },
    { id: 'cors', severity: 'error', found: HOSTILE, action: 'Name origins.', link: 'javascript:alert(1)' },
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

test('axe finds nothing, light or dark, wide or narrow; nothing is cut off; screenshots are kept', async () => {
  await mkdir(SHOTS, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      const { context, page } = await freshPage(browser, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true,
        reducedMotion: 'reduce' });
      const look = async name => {
        assert.deepEqual(await accessibilityFaults(page), [], `${name} ${colorScheme} ${width}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits ${width}`);
        await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
      };
      await page.goto(URL_OF_SERVICE);
      await page.waitForSelector('#ask:not([hidden])');
      await page.fill('#key', 'wrong');
      await page.press('#key', 'Enter');
      await page.waitForSelector('#key-fault:not([hidden])');
      await look('key');
      await page.fill('#key', KEY);
      await page.press('#key', 'Enter');
      await page.waitForSelector('#overview:not([hidden])');
      await page.goto(`${URL_OF_SERVICE}/#index=demo&code=${ID}`);
      await page.waitForSelector('#chunks li');
      await answered(page);
      await look('matches');
      await page.click('#matches summary');
      await page.focus('#code');
      await ask(page, 'ISCC:KACQAAAAAAAAAAAAAAAA');
      await look('fault');
      await context.close();
    }
  }
});

test('Swagger UI works beside it', async () => {
  const { context, page, faults } = await freshPage(browser);
  await page.goto(`${URL_OF_SERVICE}/docs`);
  await page.waitForSelector('.opblock-summary-path');
  const paths = await page.$$eval('.opblock-summary-path', found => found.map(path => path.textContent.replace(/\u200b/g, '')));
  assert.ok(paths.includes('/indexes/{name}/search'), paths);
  assert.deepEqual(faults, []);
  await page.screenshot({ path: `${SHOTS}/docs.png` });
  await context.close();
});
