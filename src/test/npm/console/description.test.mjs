import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { KEY, launch } from './browser.mjs';
import { SHOTS } from './fixture.mjs';

const URL = process.env.SEMBLANCE_URL;
let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

test('the API description works under its policy: it draws, unfolds a route and calls it', async () => {
  const page = await browser.newPage();
  const refused = [];
  page.on('console', message => message.type() === 'error' && refused.push(message.text()));
  page.on('pageerror', fault => refused.push(String(fault)));
  await page.goto(`${URL}/swagger-ui/index.html`);
  const route = page.locator('.opblock', { has: page.locator('[data-path="/livez"]') }).first();
  await route.locator('button').first().click();
  await route.locator('.try-out__btn').click();
  await route.locator('.execute').click();
  const status = route.locator('.live-responses-table .response-col_status').last();
  await status.waitFor();
  assert.match(await status.textContent(), /200/);
  if (SHOTS) {
    await page.screenshot({ path: `${SHOTS}/description.png` });
  }
  assert.deepEqual(refused, []);
  await page.close();
});

test('Authorize sends the key: what was refused without it is answered with it', async () => {
  const page = await browser.newPage();
  await page.goto(`${URL}/swagger-ui/index.html`);
  const route = page.locator('#operations-Indexes-listIndexes');
  await route.locator('.opblock-summary-control').click();
  await route.locator('.try-out__btn').click();
  const status = async () => {
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.url() === `${URL}/indexes`),
      route.locator('.execute').click(),
    ]);
    return answer.status();
  };
  assert.equal(await status(), 401);
  await page.locator('.auth-wrapper .authorize').first().click();
  const scheme = page.locator('.modal-ux .auth-container').first();
  await scheme.locator('input').fill(KEY);
  await scheme.locator('button.authorize').click();
  await page.locator('.modal-ux .btn-done').first().click();
  assert.equal(await status(), 200);
  await page.close();
});

test('the policy of the API description refuses foreign scripts and addresses', async () => {
  const page = await browser.newPage();
  await page.goto(`${URL}/swagger-ui/index.html`);
  const refused = await page.evaluate(async () => {
    const policies = [];
    document.addEventListener('securitypolicyviolation', event => policies.push(event.effectiveDirective));
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 4' }));
    document.body.append(Object.assign(document.createElement('script'), { src: 'https://example.org/x.js' }));
    await fetch('https://example.org/').catch(() => {});
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }));
    while (!policies.includes('img-src')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    return policies;
  });
  for (const directive of ['script-src-elem', 'connect-src', 'img-src']) {
    assert.ok(refused.includes(directive), `${directive} in ${refused}`);
  }
  assert.notEqual(await page.title(), '4');
  await page.close();
});
