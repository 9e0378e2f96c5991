/**
 * For a page of somebody else's: `<script src="https://…/page/embed.js"></script>` before any module, then
 * `<customer-profile domain="…" profile-id="…">`, whose property `token` is a bearer token or a function that gives one.
 */
{
  const at = (path) => new URL(path, document.currentScript.src).href;
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports: {
    lit: at("../_static/lit-element/4.2.1/lit-element.js"),
    "lit-html": at("../_static/lit-html/3.3.1/lit-html.js"),
    "lit-html/": at("../_static/lit-html/3.3.1/"),
    "@lit/reactive-element": at("../_static/reactive-element/2.1.1/reactive-element.js"),
    "@lit/reactive-element/": at("../_static/reactive-element/2.1.1/"),
  } });
  const component = document.createElement("script");
  component.type = "module";
  component.src = at("customer-profile.js");
  document.head.append(map, component);
}
