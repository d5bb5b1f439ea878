/**
 * Elements of the page. Text becomes text nodes and never markup, whoever wrote it: there is no other way to make an
 * element here, and the page's policy (Trusted Types) forbids all others.
 */

/** The element of the page with that id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element; children are nodes or text, null and undefined are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** Shows an element, or hides it. */
export function show(target, isShown = true) {
  target.hidden = !isShown;
}

/** Shows a text in its place; hides the place where there is none. */
export function say(target, text) {
  target.textContent = text ?? '';
  show(target, Boolean(text));
}

/** A link to where a stranger's text points, if that is a web page; else the text. */
export function linkOrText(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return text;
  }
  return element('a', { href: url.href, rel: 'noopener noreferrer nofollow', target: '_blank' }, text);
}
