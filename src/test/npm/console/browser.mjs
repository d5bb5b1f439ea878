import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

/** A real browser before a real service: where it is, which key it wants, and what the page did that it should not. */

export const URL_OF_SERVICE = process.env.SEMBLANCE_URL;
export const KEY = process.env.SEMBLANCE_KEY;

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });

/** Asks the service itself, as any client would. */
export async function api(path, body) {
  const response = await fetch(URL_OF_SERVICE + path, { method: body ? 'POST' : 'GET',
    headers: { 'X-API-Key': KEY, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
  return { status: response.status, headers: response.headers, data: await response.json() };
}

/**
 * A fresh tab. Everything that the page logs, throws, or is refused by its policy is noted; a refusal of the service
 * (the browser logs those too) is not a fault of the page.
 */
export async function freshPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', thrown => faults.push(thrown.message));
  page.on('console', message => {
    if (!message.text().startsWith('Failed to load resource: the server responded')) {
      faults.push(message.text());
    }
  });
  page.on('request', request => {
    if (!request.url().startsWith(URL_OF_SERVICE)) {
      faults.push(`a request to ${request.url()}`);
    }
  });
  return { context, page, faults };
}

/** The page with the key given, at an address. */
export async function openPage(browser, hash = '', options = {}) {
  const fresh = await freshPage(browser, options);
  await fresh.page.goto(`${URL_OF_SERVICE}/${hash}`);
  await fresh.page.fill('#key', KEY);
  await fresh.page.press('#key', 'Enter');
  await fresh.page.waitForSelector('#search:not([hidden])');
  return fresh;
}

/**
 * Searches and waits for the answer; what the page says of it. The answer before goes first: the page takes it away only
 * when it hears of its new address, and until then it would pass for the new one.
 */
export async function ask(page, text) {
  await page.evaluate(() => {
    document.getElementById('summary').textContent = '';
    document.getElementById('fault').hidden = true;
  });
  await page.fill('#code', text);
  await page.press('#code', 'Enter');
  await answered(page);
  return page.textContent('#summary');
}

/** Waits until the page has an answer, and no search is under way. */
export function answered(page) {
  return page.waitForFunction(() => {
    const said = document.getElementById('summary').textContent !== '' || !document.getElementById('fault').hidden;
    return said && document.getElementById('results').getAttribute('aria-busy') === 'false';
  });
}

/** The matches of a list as the page shows them. */
export function shownMatches(page, list = '#matches') {
  return page.$$eval(`${list} > li`, items => items.map(item => ({
    id: item.dataset.id,
    name: item.querySelector('h3').textContent,
    score: Number(item.querySelector('.score').getAttribute('value')),
    types: Object.fromEntries([...item.querySelectorAll('.bar')].map(bar => [bar.dataset.type, {
      value: Number(bar.querySelector('.value').getAttribute('value')),
      text: bar.querySelector('.value').textContent,
      label: bar.querySelector('.type').textContent,
      width: bar.querySelector('.fill').style.inlineSize,
      note: bar.querySelector('.note')?.textContent ?? '',
    }])),
  })));
}

/** What axe-core finds wrong with the page as it is. Needs a context that bypasses the policy: axe is a foreign script. */
export async function accessibilityFaults(page) {
  const axe = createRequire(import.meta.url).resolve('axe-core');
  await page.evaluate(await readFile(axe, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations.map(fault => `${fault.id}: ${fault.nodes.map(node => node.target.join(' ')).join(', ')}`);
}
