import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { accessibilityFaults, answered, ask, freshPage, KEY, launch, shownMatches, URL_OF_SERVICE } from './browser.mjs';
import { fillIndexes, ID, SHOTS, UNIT } from './fixture.mjs';

let browser;

before(async () => {
  await fillIndexes();
  browser = await launch();
});

after(() => browser.close());

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
      await page.check('#evidence');
      await ask(page, ID);
      await page.waitForSelector('#matches .evidence');
      await look('evidence');
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
