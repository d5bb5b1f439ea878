import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { answered, launch, openPage, shownMatches } from './browser.mjs';
import { fillIndexes, HOSTILE, UNIT } from './fixture.mjs';

let browser;

before(async () => {
  await fillIndexes();
  browser = await launch();
});

after(() => browser.close());

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
