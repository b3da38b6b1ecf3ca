/* What the reader sees of a result. Every text of the report goes into the page as text, never as markup. */

const view = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function make(tag, given = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  const name = (text) => make("bdi", {}, text);

  /* The slider of one dimension, with its number and its share of the whole. */
  function slider(id, title) {
    const range = make("input", { type: "range", id: `explore-w-${id}`, min: 0, max: address.MOST, step: 0.1 });
    const times = make("output", { for: range.id, class: "times" }), share = make("span", { class: "share" });
    const bar = make("span", { class: "filled" });
    const label = make("label", { for: range.id }, name(title));
    const row = make("div", { class: "slider" }, label, range, times, make("span", { class: "bar", "aria-hidden": "true" }, bar), share);
    return { row, range, times, share, bar };
  }

  /* Words and numbers of a report, in its language and rounded by its rule. */
  function speaker(data) {
    const say = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (whole, given) => values[given] ?? whole);
    const number = (value, decimals) => engine.rounded(value, decimals).toFixed(decimals).replace(".", data.decimal_mark);
    const score = (value) => Number.isNaN(value) ? say("none") : number(value, data.decimals);
    const percent = (share) => {
      let whole = engine.rounded(share * 100, 0); // a share is never rounded to all or to nothing
      if (whole >= 100 && share * 100 < 100 - 1e-9) whole = 99;
      if (whole <= 0 && share * 100 > 1e-9) whole = 1;
      return `${whole}%`;
    };
    const interval = ({ lower, upper }) => {
      const [low, high] = [score(lower), score(upper)];
      return Number.isNaN(lower) || Number.isNaN(upper) ? say("none") : low === high ? low : `${low}–${high}`;
    };
    const standards = ({ unmet, unknown, met }) => {
      if (!data.standards.length) return say("none");
      const parts = [unmet.length && say("unmet", { count: unmet.length }), unknown.length && say("unknown", { count: unknown.length })];
      return parts.filter(Boolean).join(", ") || say(met.length ? "met" : "inapplicable");
    };
    return { say, number, score, percent, interval, standards };
  }

  /* The interval as a picture of one line; the numbers stand beside it. */
  function strip(one) {
    const draw = (tag, given) => {
      const node = document.createElementNS(SVG, tag);
      for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
      return node;
    };
    const shown = { class: "strip", viewBox: "-3 0 106 10", width: 159, height: 15, "aria-hidden": "true", focusable: "false" };
    const picture = draw("svg", shown);
    picture.append(draw("line", { class: "track", x1: 0, x2: 100, y1: 5, y2: 5 }));
    if (!Number.isNaN(one.lower) && !Number.isNaN(one.upper)) {
      picture.append(draw("line", { class: one.rank ? "range" : "range open", x1: one.lower, x2: one.upper, y1: 5, y2: 5 }));
    }
    if (!Number.isNaN(one.score)) picture.append(draw("circle", { class: "dot", cx: one.score, cy: 5, r: 2.4 }));
    return picture;
  }

  /* How a rank differs from the report's: an arrow for the eye, words for the ear. */
  function change(speak, rank, before) {
    if (before === null) return [speak.say("entered")];
    const moved = before - rank;
    const arrow = moved > 0 ? `▲ ${moved}` : moved < 0 ? `▼ ${-moved}` : "=";
    const words = moved === 0 ? "" : speak.say(moved > 0 ? "up" : "down", { count: Math.abs(moved) });
    const seen = make("span", { class: moved > 0 ? "up" : moved < 0 ? "down" : "still", "aria-hidden": "true" }, arrow);
    return [`${before} `, seen, make("span", { class: "hidden" }, words)];
  }

  function remark(data, speak, one) {
    if (one.rank === null) {
      return speak.say("little", { coverage: speak.percent(one.coverage), needed: speak.percent(data.minimum_coverage) });
    }
    const capped = one.before > one.score + 1e-9;
    return capped ? speak.say("before", { score: speak.score(one.before), criteria: one.unmet.join(", ") }) : "";
  }

  /* Where the report's own tables lead for each initiative: to its profile in this page, or to a page of its own. */
  const profiles = [...document.querySelectorAll("table.scores th a, table.heat th a")].map((link) => link.getAttribute("href"));

  function profileLink({ id, title }) {
    const ends = [`#profile-${id}`, `/${id}.html`, `/${id}/`];
    const address = profiles.find((one) => ends.some((end) => `/${one}`.endsWith(end)));
    return address ? make("a", { href: address }, name(title)) : name(title);
  }

  /* A line of the ranking, or of those without a rank; `before` is the rank in the report. */
  function line(data, speak, subject, one, before) {
    const row = make("tr"), why = remark(data, speak, one);
    const put = (tag, given, ...children) => row.append(make(tag, given, ...children));
    const value = (number) => ({ "data-value": Number.isNaN(number) ? "" : number });
    if (one.rank !== null) {
      put("td", { class: "number rank" }, String(one.rank));
      put("td", { class: "number before", "data-value": before ?? "" }, ...change(speak, one.rank, before));
    }
    put("th", { scope: "row", "data-value": subject.title }, profileLink(subject), ...(why ? [make("span", { class: "why", dir: "auto" }, why)] : []));
    if (one.rank !== null) put("td", { class: "number score", ...value(one.score) }, speak.score(one.score));
    put("td", { class: "drawn" }, strip(one));
    put("td", { class: "number interval", ...value(one.lower) }, speak.interval(one));
    put("td", { class: "number", ...value(one.coverage) }, speak.percent(one.coverage));
    if (one.rank !== null) put("td", { class: "band" }, name(one.band === null ? "" : data.bands[one.band].title));
    put("td", { class: "stand" }, name(speak.standards(one)));
    return row;
  }

  /* The dimensions of a tree with their depth, each before those below it. */
  function dimensions(tree, place = 0, depth = -1) {
    const row = tree.rows[place];
    if (row.item !== null || row.criterion) return [];
    const below = row.ordinary.flatMap((child) => dimensions(tree, child, depth + 1));
    return depth < 0 ? below : [{ id: row.id, title: row.title, place, depth }, ...below];
  }

  /* What is shown of a dimension: as in the report, nothing where it has no weight and no score where too little is rated. */
  function shownOf(data, result, k, { id, place }) {
    const node = result.shares[place] > 0 ? result.results[k].nodes.get(id) : undefined;
    if (!node) return { point: NaN, lower: NaN, upper: NaN, coverage: NaN };
    return node.coverage >= data.minimum_coverage - 1e-12 ? node : { ...node, point: NaN };
  }

  function figure(speak, one) {
    const step = Number.isNaN(one.point) ? "none" : `step-${Math.min(4, Math.floor(one.point / 20 + 1e-9))}`;
    const coverage = Number.isNaN(one.coverage) ? speak.say("none") : speak.percent(one.coverage);
    const detail = `${speak.say("interval", { interval: speak.interval(one) })}, ${speak.say("coverage", { coverage })}`;
    return make("td", {}, make("span", { class: `cell ${step}` }, speak.score(one.point)), make("span", { class: "why" }, detail));
  }

  /* Initiatives side by side: the whole, then dimension by dimension. `picked` are their places. */
  function comparison(data, speak, column, result, picked) {
    const rows = [];
    if (data.has_total) {
      const whole = picked.map((k) => figure(speak, { ...result.results[k], point: result.results[k].score }));
      rows.push(make("tr", {}, make("th", { scope: "row" }, make("strong", {}, speak.say("overall"))), ...whole));
    }
    for (const dimension of dimensions(data.columns[column])) {
      const cells = picked.map((k) => figure(speak, shownOf(data, result, k, dimension)));
      const head = { scope: "row", class: `depth-${Math.min(dimension.depth, 4)}` };
      rows.push(make("tr", {}, make("th", head, name(dimension.title)), ...cells));
    }
    const heads = picked.map((k) => make("th", { scope: "col" }, name(data.initiatives[k].title)));
    return { heads, rows };
  }

  return { make, name, slider, speaker, line, comparison, dimensions, shownOf };
})();
