/** Figures as people read them. */

/** Three decimals, cut and not rounded, so that only a whole match reads 1.000. */
export function score(value) {
  return (Math.floor(value * 1000 + 1e-9) / 1000).toFixed(3);
}

/** With thousands set apart. */
export function count(value) {
  return Number(value).toLocaleString('en');
}

/** A number and its noun: 1 match, 2 matches. */
export function counted(value, one, many) {
  return `${count(value)} ${Number(value) === 1 ? one : many}`;
}

/** How many unrelated assets are expected to come as near; a power of ten where it is small. */
export function chance(value) {
  const number = value >= 0.01 ? value.toPrecision(2) : `10^${Math.round(Math.log10(Math.max(value, 1e-300)))}`;
  return `chance ${number}`;
}

/** In binary units. */
export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** Milliseconds, with as many digits as matter. */
export function duration(millis) {
  if (millis >= 1000) {
    return `${(millis / 1000).toFixed(1)} s`;
  }
  return `${millis >= 100 ? Math.round(millis) : millis >= 10 ? millis.toFixed(1) : millis.toFixed(2)} ms`;
}

/** The durations of a Server-Timing header (W3C Server Timing), milliseconds by name. */
export function serverTiming(header) {
  const durations = {};
  for (const metric of (header ?? '').split(',')) {
    const [name, ...parameters] = metric.split(';').map(part => part.trim());
    const given = parameters.find(parameter => parameter.startsWith('dur='));
    if (given !== undefined) {
      durations[name] = Number(given.slice('dur='.length));
    }
  }
  return durations;
}
