import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, chance, count, counted, duration, score, serverTiming } from '../../../main/resources/io/semblance/console/web/files/figures.mjs';

test('only a whole match reads 1.000', () => {
  assert.deepEqual([1, 0.9999, 0.953125, 0.5, 0, 0.57].map(score), ['1.000', '0.999', '0.953', '0.500', '0.000', '0.570']);
});

test('counts have their noun and their thousands', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'match', 'matches'), '1 match');
  assert.equal(counted('2000', 'match', 'matches'), '2,000 matches');
});

test('bytes are in binary units', () => {
  assert.deepEqual([0, 1023, 1024, 552960, 3 * 1024 ** 3].map(bytes), ['0 B', '1023 B', '1.0 KiB', '540 KiB', '3.0 GiB']);
});

test('durations have the digits that matter', () => {
  assert.deepEqual([0.213, 27.64, 352.2, 1234].map(duration), ['0.21 ms', '27.6 ms', '352 ms', '1.2 s']);
});

test('a small chance is a power of ten', () => {
  assert.deepEqual([2.83e-65, 0.0095, 0.05, 12, 0].map(chance), ['chance 10^-65', 'chance 10^-2', 'chance 0.050', 'chance 12', 'chance 10^-300']);
});

test('the Server-Timing header is read by name', () => {
  assert.deepEqual(serverTiming('queue;dur=0.004, scan;dur=1.25, total;desc="all";dur=3'), { queue: 0.004, scan: 1.25, total: 3 });
  assert.deepEqual(serverTiming(null), {});
});
