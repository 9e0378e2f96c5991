import * as api from "./api.js";

/** A pane's items, newest first, read page by page as somebody looks at them. */
export class PagedItems {
  items = [];
  total = null;
  #load;
  #token = null;
  #done = false;
  #running = null;

  /** @param load gives a page ({Items, NextToken, Total}) for a token */
  constructor(load) {
    this.#load = load;
  }

  static ofProfile(domain, id, name, signal) {
    return new PagedItems((token) => api.items(domain, id, name, token, signal));
  }

  get isComplete() {
    return this.#done;
  }

  /** Reads on until there are this many, or no more. */
  async until(count) {
    while (!this.#done && this.items.length < count) {
      this.#running ??= this.#next().finally(() => { this.#running = null; });
      await this.#running;
    }
  }

  all() {
    return this.until(Infinity);
  }

  async #next() {
    const page = await this.#load(this.#token);
    this.items = [...this.items, ...page.Items];
    this.#token = page.NextToken ?? null;
    this.#done = this.#token === null;
    this.total = this.#done ? this.items.length : Math.max(page.Total ?? 0, this.items.length + 1);
  }
}

/** Several lists as one, in the order of their items' time. */
export class MergedItems {
  items = [];
  #lists;
  #taken;

  /** @param lists by name; each item gets the name of its list as `pane` */
  constructor(lists) {
    this.#lists = Object.entries(lists);
    this.#taken = this.#lists.map(() => 0);
  }

  get isComplete() {
    return this.#lists.every(([, list], index) => list.isComplete && this.#taken[index] === list.items.length);
  }

  get total() {
    return this.#lists.reduce((sum, [, list]) => sum + (list.total ?? 0), 0);
  }

  async until(count) {
    const merged = [...this.items];
    while (merged.length < count && !this.isComplete) {
      await Promise.all(this.#lists.map(([, list], index) => list.until(this.#taken[index] + 1)));
      const next = this.#newest();
      if (next === null) break;
      const [name, list] = this.#lists[next];
      merged.push({ ...list.items[this.#taken[next]], pane: name });
      this.#taken[next] += 1;
    }
    this.items = merged;
  }

  #newest() {
    const heads = this.#lists.map(([, list], index) => list.items[this.#taken[index]]?.At ?? -Infinity);
    const best = Math.max(...heads);
    return best === -Infinity ? null : heads.indexOf(best);
  }
}
