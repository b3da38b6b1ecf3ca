/* Weighing again: what the reader chooses, what follows from it, and the address in which it is kept. */

{
  for (const node of document.querySelectorAll("table.scores, table.heat")) table.enable(node);
  const part = document.getElementById("explore-part"), source = document.getElementById("explore-data");
  if (part && source) start(part, engine.read(source.textContent));
}

function start(part, data) {
  const at = (id) => document.getElementById(`explore-${id}`); // null where the report has no such part
  const speak = view.speaker(data), { say } = speak;
  const own = data.columns.map((_, column) => engine.compute(data, column, presetWeights(data, data.preset)));
  let chosen = address.initial(data), result = own[0], pushed = "", opened = false;
  const sliders = new Map();

  // What follows from the choice ---------------------------------------------------------------------------------------------

  const changed = () => chosen.preset !== data.preset || chosen.factors.size > 0;

  function named() {
    const weights = presetWeights(data, chosen.preset);
    for (const { id, unit } of units(data, chosen.column, chosen.preset)) {
      if (chosen.factors.has(id)) weights.set(id, unit * chosen.factors.get(id));
    }
    return weights;
  }

  const fits = (subject) => (!chosen.sector || subject.sector === chosen.sector) && (!chosen.tag || subject.tags.includes(chosen.tag));

  /* Places of the initiatives that are shown: by rank, equal ones and those without a rank in the order of their titles. */
  function order() {
    const places = data.initiatives.map((_, k) => k).filter((k) => fits(data.initiatives[k]));
    const rank = (k) => result.results[k].rank ?? Infinity;
    return places.sort((a, b) => rank(a) === rank(b) ? a - b : rank(a) - rank(b));
  }

  // Showing it ---------------------------------------------------------------------------------------------------------------

  function show() {
    result = changed() ? engine.compute(data, chosen.column, named()) : own[chosen.column];
    if (data.has_total) {
      showControls();
      showNote();
      showTables();
    }
    showComparison();
    at("citation").value = citation();
  }

  function showControls() {
    if (at("column")) at("column").value = data.columns[chosen.column].id;
    if (at("set")) at("set").value = data.presets[chosen.preset].id;
    if (at("who")) at("who").textContent = data.presets[chosen.preset].who ?? "";
    if (at("sector")) at("sector").value = chosen.sector;
    if (at("tag")) at("tag").value = chosen.tag;
    at("reset").disabled = !changed();
    at("zero").hidden = !units(data, chosen.column, chosen.preset).some((one) => one.start === 0);
    const tree = data.columns[chosen.column];
    const known = new Map(units(data, chosen.column, chosen.preset).map((one) => [one.id, one]));
    for (const [id, { row, range, times, share, bar }] of sliders) {
      row.hidden = !known.has(id);
      if (row.hidden) continue;
      const factor = chosen.factors.get(id) ?? known.get(id).start;
      const portion = result.shares[tree.rows.findIndex((one) => one.id === id)];
      const words = { factor: speak.number(factor, 1), share: speak.percent(portion) };
      range.value = String(factor);
      range.setAttribute("aria-valuetext", say("times", words));
      times.textContent = `× ${words.factor}`;
      share.textContent = say("share", words);
      bar.style.inlineSize = `${portion * 100}%`;
      row.classList.toggle("moved", chosen.factors.has(id));
    }
  }

  function changes() {
    const titles = new Map([...sliders].map(([id, { title }]) => [id, title]));
    return [...chosen.factors].map(([id, factor]) => `${titles.get(id)} ×\u00a0${speak.number(factor, 1)}`).join(", ");
  }

  function showNote() {
    const note = at("note"), set = data.presets[chosen.preset].title;
    const text = chosen.factors.size ? say("what", { set, changes: changes() }) : changed() ? say("other", { set }) : say("same");
    note.classList.toggle("differs", changed());
    note.replaceChildren(...(changed() ? [view.make("strong", {}, say("own")), " "] : []), view.make("span", { dir: "auto" }, text));
  }

  function showTables() {
    const shown = order(), before = own[chosen.column].results;
    const lineOf = (k) => view.line(data, speak, data.initiatives[k], result.results[k], before[k].rank);
    const ranked = shown.filter((k) => result.results[k].rank !== null), apart = shown.filter((k) => result.results[k].rank === null);
    for (const [id, places] of [["ranked", ranked], ["apart", apart]]) {
      at(id).hidden = places.length === 0;
      const node = at(id).querySelector("table");
      node.tBodies[0].replaceChildren(...places.map(lineOf));
      table.arrange(node);
    }
    at("shown").textContent = shown.length < data.initiatives.length ? say("shown", { shown: shown.length, count: data.initiatives.length }) : "";
    announce(changed() ? summary() : "", changed() ? summary() : say("same"));
  }

  function summary() {
    if (!result.shares[0]) return say("nothing");
    const { results } = result, before = own[chosen.column].results;
    const first = data.initiatives.filter((_, k) => results[k].rank === 1).map((one) => one.title).join(", ");
    if (!first) return say("unscored");
    const moved = results.filter((one, k) => one.rank !== before[k].rank).length;
    return moved ? say("moved", { moved, count: results.length, first }) : say("unmoved", { first });
  }

  let waiting = 0;
  /* Tell the eye at once, and the ear when the reader has stopped; a page that was just opened says nothing. */
  function announce(seen, said) {
    at("summary").textContent = seen;
    clearTimeout(waiting);
    if (opened) waiting = setTimeout(() => { if (at("said").textContent !== said) at("said").textContent = said; }, 500);
  }

  function showComparison() {
    const picked = chosen.compare.map((id) => data.initiatives.findIndex((one) => one.id === id));
    [1, 2, 3].forEach((n) => { at(`pick-${n}`).value = chosen.compare[n - 1] ?? ""; });
    const { heads, rows } = view.comparison(data, speak, chosen.column, result, picked);
    const node = at("compared").querySelector("table");
    node.tHead.rows[0].replaceChildren(node.tHead.rows[0].cells[0], ...heads);
    node.tBodies[0].replaceChildren(...rows);
    at("compared").hidden = picked.length < 2;
    at("needed").hidden = picked.length >= 2;
  }

  // Keeping it in the address ------------------------------------------------------------------------------------------------

  /* A step back for each thing that was changed, not for each move of one slider. */
  function keep(what) {
    const target = location.pathname + address.write(data, chosen, location.search) + location.hash;
    try {
      if (what === pushed) history.replaceState(null, "", target);
      else history.pushState(null, "", target);
      pushed = what;
    } catch {
      pushed = ""; // where the browser keeps no history for this page, the choice holds all the same
    }
    at("citation").value = citation();
  }

  function follow() {
    const { chosen: found, understood } = address.read(data, location.search);
    chosen = found;
    const known = new Set(sliders.keys());
    for (const id of chosen.factors.keys()) if (!known.has(id)) chosen.factors.delete(id);
    pushed = "";
    at("left").textContent = understood ? "" : say("left");
    show();
  }

  /* The address with the choice in it; of a page on the reader's own disk only the part that says what was chosen. */
  function link() {
    const query = address.write(data, chosen, location.search);
    return location.protocol === "file:" ? `${query}#explore` : `${location.origin}${location.pathname}${query}#explore`;
  }

  const citation = () => changed() ? `${data.citation} ${say("cite", { address: link() })}` : data.citation;

  // Taking it away -----------------------------------------------------------------------------------------------------------

  const number = (value) => Number.isNaN(value) ? null : value;

  function records() {
    const tree = data.columns[chosen.column];
    return order().map((k) => {
      const subject = data.initiatives[k], one = result.results[k];
      const dimensions = view.dimensions(tree).map((node) => [`dimension ${node.id}`, number(view.shownOf(data, result, k, node).point)]);
      return {
        initiative: subject.id, title: subject.title, sector: subject.sector, column: tree.id,
        weights: changed() ? address.write(data, { ...address.initial(data), preset: chosen.preset, factors: chosen.factors }, "") : "report",
        rank: one.rank, rank_in_report: own[chosen.column].results[k].rank, score: number(one.score), lower: number(one.lower),
        upper: number(one.upper), coverage: one.coverage, band: one.band === null ? "" : data.bands[one.band].title,
        before_standards: number(one.before), standards_not_met: one.unmet.join(" "), standards_unknown: one.unknown.join(" "),
        ...Object.fromEntries(dimensions),
      };
    });
  }

  function everything() {
    const tree = data.columns[chosen.column];
    const shares = Object.fromEntries(view.dimensions(tree).map(({ id, place }) => [id, result.shares[place]]));
    return {
      report: data.report, framework: data.framework, date: data.date, citation: citation(), column: tree.id,
      weights: changed() ? "the reader's" : "the report's", weight_set: data.presets[chosen.preset].id, factors: Object.fromEntries(chosen.factors),
      shares, sector: chosen.sector, tag: chosen.tag, initiatives: records(),
    };
  }

  // Listening ----------------------------------------------------------------------------------------------------------------

  function change(what, put) {
    put();
    keep(what);
    show();
  }

  function buildSliders() {
    for (const tree of data.columns) {
      for (const place of tree.rows[0].ordinary) {
        const { id, title } = tree.rows[place];
        if (sliders.has(id)) continue;
        const slider = view.slider(id, title);
        sliders.set(id, { ...slider, title });
        slider.range.addEventListener("input", () => change(`w.${id}`, () => {
          const { start } = units(data, chosen.column, chosen.preset).find((one) => one.id === id);
          const factor = Number(slider.range.value);
          if (factor === start) chosen.factors.delete(id);
          else chosen.factors.set(id, factor);
        }));
        at("zero").before(slider.row);
      }
    }
  }

  function listen() {
    const on = (id, put) => at(id)?.addEventListener("change", (event) => change(id, () => put(event.target.value)));
    on("column", (value) => { chosen.column = data.columns.findIndex((one) => one.id === value); });
    on("set", (value) => {
      chosen.preset = data.presets.findIndex((one) => one.id === value);
      chosen.factors = new Map();
    });
    on("sector", (value) => { chosen.sector = value; });
    on("tag", (value) => { chosen.tag = value; });
    at("reset")?.addEventListener("click", () => change("reset", () => {
      chosen.preset = data.preset;
      chosen.factors = new Map();
      at("sliders").querySelector("input").focus();
    }));
    for (const n of [1, 2, 3]) {
      on(`pick-${n}`, () => {
        const values = [1, 2, 3].map((one) => at(`pick-${one}`).value).filter(Boolean);
        chosen.compare = [...new Set(values)];
      });
    }
    at("copy").addEventListener("click", async () => {
      at("copied").textContent = say(await share.copy(at("citation")) ? "copied" : "copy");
    });
    const file = () => `${data.report}${changed() ? "-own-weights" : ""}`;
    at("csv").addEventListener("click", () => share.save(`${file()}.csv`, "text/csv", share.csv(records())));
    at("json").addEventListener("click", () => share.save(`${file()}.json`, "application/json", JSON.stringify(everything(), null, 2) + "\n"));
    addEventListener("popstate", follow);
  }

  part.hidden = false;
  for (const node of document.querySelectorAll("[data-explore]")) node.hidden = false;
  if (data.has_total) buildSliders();
  listen();
  follow();
  opened = true;
  if (location.hash === "#explore") at("title").scrollIntoView();
}

/* The weights of a preset as a Map, ready to be changed. */
function presetWeights(data, preset) {
  return new Map(Object.entries(data.presets[preset].weights));
}

/* For each dimension at the top of a column: the weight that "1 time" stands for, and where its slider starts. A dimension of weight 0
   starts at 0, and one time is then the mean weight of the others. */
function units(data, column, preset) {
  const { rows } = data.columns[column], weights = presetWeights(data, preset);
  const base = rows[0].ordinary.map((place) => {
    const { id, source } = rows[place];
    return { id, weight: weights.get(id) ?? (source === "own" ? data.own[id] : 1) };
  });
  const above = base.filter((one) => one.weight > 0).map((one) => one.weight);
  const mean = above.length ? above.reduce((sum, one) => sum + one, 0) / above.length : 1;
  return base.map(({ id, weight }) => weight > 0 ? { id, unit: weight, start: 1 } : { id, unit: mean, start: 0 });
}
