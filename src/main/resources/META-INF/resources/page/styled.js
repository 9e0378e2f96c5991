import { noChange } from "lit";
import { Directive, directive } from "lit-html/directive.js";

/** Sets style properties of its element one by one: a style attribute would be refused by the page's policy. */
class Styled extends Directive {
  render() {
    return noChange;
  }

  update(part, [properties]) {
    for (const [name, value] of Object.entries(properties)) part.element.style.setProperty(name, value);
    return noChange;
  }
}

export const styled = directive(Styled);
