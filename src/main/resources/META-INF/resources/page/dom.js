/**
 * Builds an element. Text always becomes a text node: nothing that a record says is ever read as markup.
 *
 * @param {string} tag element name, with classes after dots: `p.empty`
 * @param {Object} [attributes] attributes; `on` holds event listeners by name; null and false leave an attribute out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter(isShown));
  return element;
}

/** A value in its own writing direction, whatever surrounds it. */
export function text(value) {
  return el("bdi", {}, value);
}

/** Puts a separator between the parts that are there. */
export function joined(parts, separator = " · ") {
  return parts.filter(isShown).flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}
