import { byId, element, linkOrText, say, show } from './elements.mjs';
import { bytes, count, counted } from './figures.mjs';
import { call, Problem } from './service.mjs';

/** What the service holds and how it is: indexes with their sizes, health, and what the doctor found. */

const FEW_INDEXES = 12;
const MEBI = 1024 * 1024;

/** Severities of the doctor, worst first; the last two ask for nothing. */
const SEVERITIES = ['error', 'warning', 'information', 'fine'];

let areAllShown = false;

/** How the service is; null where it does not tell. One that is not well says 503 and how it is. */
export function askHealth() {
  return tolerant('actuator/health');
}

/** What the doctor found, or null. The doctor may measure, so ask it seldom. */
export function askDoctor() {
  return tolerant('actuator/doctor');
}

/** Shows sizes and health; a part that the service does not have stays hidden. */
export function showOverview(indexes, health, choose) {
  showIndexes(indexes, health?.components?.indexes?.details ?? {}, choose);
  showHealth(health);
  show(byId('overview'));
  byId('looked').textContent = `Looked at ${new Date().toLocaleTimeString()}`;
}

/** Shows what the doctor found. */
export function showDoctor(report) {
  const isThere = Array.isArray(report?.findings);
  show(byId('doctor-section'), isThere);
  if (isThere) {
    showFindings(report);
  }
}

async function tolerant(path) {
  try {
    return (await call(path)).data;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status !== 401) {
      return thrown.data ?? null;
    }
    throw thrown;
  }
}

function showIndexes(indexes, details, choose) {
  const few = areAllShown ? indexes : indexes.slice(0, FEW_INDEXES);
  byId('index-rows').replaceChildren(...few.map(index => row(index, detailOf(index.name, details), choose)));
  show(byId('index-table'), indexes.length > 0);
  show(byId('no-indexes'), indexes.length === 0);
  const all = byId('all-indexes');
  say(all, few.length < indexes.length ? `Show all ${count(indexes.length)}` : null);
  all.onclick = () => {
    areAllShown = true;
    showIndexes(indexes, details, choose);
    byId('index-rows').children[FEW_INDEXES]?.querySelector('button').focus();
  };
  const failed = Object.entries(details['not served'] ?? {});
  byId('failed-indexes').replaceChildren(
    ...failed.map(([name, reason]) => element('li', {}, element('strong', {}, name), ` is not served: ${reason}`)));
  show(byId('failed-indexes'), failed.length > 0);
}

/** An index that is called as another detail of health stands beside it under two words. */
function detailOf(name, details) {
  return details[`index ${name}`] ?? details[name];
}

/** Health knows bytes, the list of indexes whole mebibytes. */
function row(index, detail, choose) {
  const size = typeof detail?.bytes === 'number' ? detail.bytes : (index.size ?? 0) * MEBI;
  const name = element('button', { type: 'button', class: 'plain', title: 'Search this index' }, index.name);
  name.addEventListener('click', () => choose(index.name));
  return element('tr', { 'data-index': index.name }, element('th', { scope: 'row' }, name),
    element('td', { class: 'figure' }, count(index.assets ?? 0)),
    element('td', { class: 'figure', title: `${count(size)} bytes` }, bytes(size)));
}

function showHealth(health) {
  show(byId('health-section'), health !== null);
  if (health === null) {
    return;
  }
  verdict(byId('health'), health.status, health.status === 'UP');
  const parts = Object.entries(health.components ?? {});
  byId('health-parts').replaceChildren(...parts.map(([name, part]) => healthPart(name, part)));
}

function healthPart(name, part) {
  const isUp = part.status === 'UP';
  const why = isUp ? [] : Object.entries(part.details ?? {}).filter(([, value]) => typeof value !== 'object')
    .map(([detail, value]) => `${detail}: ${value}`);
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return element('li', { class: isUp ? 'well' : 'ill' }, element('span', {}, words),
    element('span', { class: 'status' }, part.status ?? 'unknown'),
    why.length > 0 ? element('span', { class: 'note' }, why.join(', ')) : null);
}

function showFindings(report) {
  const told = report.findings.filter(one => severity(one) !== 'fine').sort((a, b) => rank(a) - rank(b));
  const passed = report.findings.filter(one => severity(one) === 'fine');
  const complaints = told.filter(one => severity(one) !== 'information');
  verdict(byId('doctor'), complaints.length === 0 ? 'nothing to do' : counted(complaints.length, 'complaint', 'complaints'),
    complaints.length === 0);
  byId('findings').replaceChildren(...told.map(finding));
  show(byId('passed'), passed.length > 0);
  byId('passed-title').textContent = counted(passed.length, 'check is fine', 'checks are fine');
  byId('passed-parts').replaceChildren(...passed.map(one => element('li', { class: 'well' },
    element('span', {}, titleOf(one)), one.found ? element('span', { class: 'note' }, one.found) : null)));
}

function finding(one) {
  return element('li', { class: 'finding', 'data-severity': severity(one) },
    element('p', { class: 'about' }, element('strong', {}, titleOf(one)),
      element('span', { class: 'status' }, severity(one))),
    one.found ? element('p', {}, one.found) : null,
    one.remedy ? element('p', { class: 'quiet' }, one.remedy) : null,
    one.link ? element('p', { class: 'quiet' }, linkOrText(one.link)) : null);
}

function severity(one) {
  return String(one.severity).toLowerCase();
}

function rank(one) {
  return SEVERITIES.indexOf(severity(one));
}

function titleOf(one) {
  const words = String(one.title ?? one.id).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function verdict(target, text, isWell) {
  target.textContent = String(text ?? '').toLowerCase();
  target.classList.toggle('ill', !isWell);
}
