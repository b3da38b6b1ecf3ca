/* What the reader has chosen, and its form in the address of the page: ?set=workers&w.remedy=2&column=paper&compare=a&compare=b

   An address may come from anyone. Only ids that the report has and plain numbers in range are taken; the rest is left out, and
   `read` says so. */

const address = (() => {
  const MOST = 3, MOST_COMPARED = 3, NUMBER = /^[0-3](\.\d)?$/;

  /* The choice that the report itself makes. `factors` has an entry for each dimension whose slider was moved. */
  const initial = (data) => ({ column: 0, preset: data.preset, factors: new Map(), sector: "", tag: "", compare: [] });

  function read(data, search) {
    const chosen = initial(data);
    let understood = true;
    const take = (ok, put) => { if (ok) put(); else understood = false; };
    const tops = new Set(data.columns.flatMap((tree) => tree.rows[0].ordinary.map((place) => tree.rows[place].id)));
    for (const [key, value] of new URLSearchParams(search)) {
      const place = (list) => list.findIndex((one) => one.id === value);
      if (key === "column") take(place(data.columns) >= 0, () => { chosen.column = place(data.columns); });
      else if (key === "set") take(place(data.presets) >= 0, () => { chosen.preset = place(data.presets); });
      else if (key === "sector") take(data.initiatives.some((one) => one.sector === value), () => { chosen.sector = value; });
      else if (key === "tag") take(data.initiatives.some((one) => one.tags.includes(value)), () => { chosen.tag = value; });
      else if (key === "compare") {
        const fits = place(data.initiatives) >= 0 && chosen.compare.length < MOST_COMPARED && !chosen.compare.includes(value);
        take(fits, () => chosen.compare.push(value));
      } else if (key.startsWith("w.")) {
        const id = key.slice(2);
        take(tops.has(id) && NUMBER.test(value) && Number(value) <= MOST, () => chosen.factors.set(id, Number(value)));
      }
    }
    return { chosen, understood };
  }

  /* The choice as a query, with what else the address asks for left as it is; "" where nothing differs from the report. */
  function write(data, chosen, search) {
    const query = new URLSearchParams(search);
    for (const key of [...query.keys()]) {
      if (["column", "set", "sector", "tag", "compare"].includes(key) || key.startsWith("w.")) query.delete(key);
    }
    if (chosen.preset !== data.preset) query.set("set", data.presets[chosen.preset].id);
    for (const [id, factor] of chosen.factors) query.set(`w.${id}`, String(factor));
    if (chosen.column !== 0) query.set("column", data.columns[chosen.column].id);
    if (chosen.sector) query.set("sector", chosen.sector);
    if (chosen.tag) query.set("tag", chosen.tag);
    for (const id of chosen.compare) query.append("compare", id);
    const text = query.toString();
    return text && `?${text}`;
  }

  return { initial, read, write, MOST, MOST_COMPARED };
})();
